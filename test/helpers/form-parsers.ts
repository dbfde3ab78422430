import { parse as parseQuery } from "node:querystring";

/** What a form parser of a web framework creates from the text of a form. */
type FormParser = (form: string) => unknown;

/** The parsers of web frameworks, as they treat a flat form with a list. */
export const formParsers: Readonly<Record<string, FormParser>> = {
  "Express with extended: false": parseQuery,
  "Express 5 with extended: false": parseUpToLimit,
  "Express with extended: true, Koa": parseNested,
  "Express with extended: true and a long list": (form) => ({
    ...parseNested(form),
    encoding_ids: { ...parseNested(form).encoding_ids },
  }),
  "Fastify formbody": parseQuery,
  "Hono parseBody()": parseOfHono,
  "Hono parseBody() with all": (form) => parseQuery(form),
  "request.formData()": parseFormData,
  URLSearchParams: (form) => new URLSearchParams(form),
  "express.raw()": (form) => Buffer.from(form),
  "request.arrayBuffer()": (form) => new TextEncoder().encode(form).buffer,
  "express.text()": (form) => form,
};

/** qs with `depth: 0` and `arrayLimit: 0`: brackets stay in the name, and a list is an object. */
function parseUpToLimit(form: string): object {
  const fields = Object.entries(parseQuery(form));
  return Object.fromEntries(
    fields.map(([name, value]) => [name, Array.isArray(value) ? { ...value } : value]),
  );
}

/** qs: brackets become a list, in the order of its indexes. */
function parseNested(form: string): Record<string, unknown> & { encoding_ids?: string[] } {
  const fields: Record<string, unknown> = {};
  const items: [number, string][] = [];
  for (const [name, value] of new URLSearchParams(form)) {
    const index = /^encoding_ids\[(\d*)\]$/.exec(name)?.[1];
    if (index === undefined) fields[name] = value;
    else items.push([index === "" ? items.length : Number(index), value]);
  }
  if (items.length === 0) return fields;
  const ids = items.sort(([a], [b]) => a - b).map(([, value]) => value);
  return { ...fields, encoding_ids: ids };
}

/** Hono: names that end with empty brackets are lists, even of one item. Of others, the last counts. */
function parseOfHono(form: string): object {
  const fields: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(form)) {
    const list = fields[name];
    if (!name.endsWith("[]")) fields[name] = value;
    else if (Array.isArray(list)) list.push(value);
    else fields[name] = [value];
  }
  return fields;
}

function parseFormData(form: string): FormData {
  const data = new FormData();
  for (const [name, value] of new URLSearchParams(form)) data.append(name, value);
  return data;
}
