/**
 * Parsers of serialized parameters, written from RFC 6570 and the tables of OpenAPI 3.1 ("Style
 * Examples"), and not from the code that serializes.
 */

/** What a value is: a receiver knows it from the document. */
export type Kind = "scalar" | "list" | "object";

/** A parsed value. All scalars are text. */
export type Parsed = string | string[] | Record<string, string>;

const decode = (text: string) => decodeURIComponent(text);

function fromEntries(entries: readonly (readonly [string, string])[]): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [key, value] of entries) {
    Object.defineProperty(result, key, { value, enumerable: true, configurable: true });
  }
  return result;
}

/** Splits at the first mark only. */
function cut(text: string, mark: string): [string, string] {
  const index = text.indexOf(mark);
  return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index + mark.length)];
}

function pairUp(items: readonly string[]): [string, string][] {
  return items.flatMap((item, index) =>
    index % 2 === 0 ? [[item, items[index + 1] ?? ""] as [string, string]] : [],
  );
}

/** Parses `key,value,key,value` or, exploded, `key=value,key=value`. */
function parseMembers(
  text: string,
  mark: string,
  kind: Kind,
  { explode, read }: { explode: boolean; read: (text: string) => string },
): Parsed {
  if (kind === "scalar") return read(text);
  const items = text.split(mark);
  if (kind === "list") return items.map(read);
  const entries = explode ? items.map((item) => cut(item, "=")) : pairUp(items);
  return fromEntries(entries.map(([key, value]) => [read(key), read(value)]));
}

/** Parses the segment of a path parameter. */
export function parsePath(
  segment: string,
  name: string,
  kind: Kind,
  { style, explode }: { style: "simple" | "label" | "matrix"; explode: boolean },
): Parsed {
  if (style === "matrix") return parseMatrix(segment, name, kind, explode);
  const mark = style === "label" && explode ? "." : ",";
  const text = style === "label" ? segment.replace(/^\./, "") : segment;
  return parseMembers(text, mark, kind, { explode, read: decode });
}

/** Parses `;name=a,b` or, exploded, `;name=a;name=b` and `;key=a;key=b`. */
function parseMatrix(segment: string, name: string, kind: Kind, explode: boolean): Parsed {
  const pairs = segment.split(";").slice(1);
  const entries = pairs.map((pair) => cut(pair, "=").map(decode) as [string, string]);
  if (kind === "object" && explode) return fromEntries(entries);
  if (entries.some(([key]) => key !== name)) throw new Error(`${segment} is not about ${name}`);
  if (kind === "list" && explode) return entries.map(([, value]) => value);
  const [, text] = cut(pairs[0] ?? "", "=");
  return parseMembers(text, ",", kind, { explode: false, read: decode });
}

/** Parses a header. Its characters are not escaped. */
export function parseHeader(text: string, kind: Kind, explode: boolean): Parsed {
  return parseMembers(text, ",", kind, { explode, read: (item) => item });
}

/** The styles of a query parameter and of a form field. */
export type QueryStyle = "form" | "spaceDelimited" | "pipeDelimited";

/** Parses a query or form that holds one parameter. `undefined` if the parameter is missing. */
export function parseQuery(
  query: string,
  name: string,
  kind: Kind,
  { style, explode }: { style: QueryStyle; explode: boolean },
): Parsed | undefined {
  const pairs = query === "" ? [] : query.split("&").map((pair) => cut(pair, "="));
  if (kind === "object" && explode) {
    return fromEntries(pairs.map(([key, value]) => [decode(key), decode(value)]));
  }
  const values = pairs.filter(([key]) => decode(key) === name).map(([, value]) => value);
  if (values.length < pairs.length) throw new Error(`${query} has other names than ${name}`);
  if (kind === "list" && explode) return values.map(decode);
  if (values[0] === undefined) return undefined;
  const mark = { form: ",", spaceDelimited: "%20", pipeDelimited: "|" }[style];
  return parseMembers(values[0], mark, kind, { explode: false, read: decode });
}

/** A tree of objects whose leaves are text. Lists are objects with the keys `0`, `1`, and so on. */
export interface Tree {
  [key: string]: string | Tree;
}

/** Parses `name[a][b]=c`. */
export function parseDeepObject(query: string, name: string): Tree {
  const root: Tree = {};
  for (const pair of query.split("&").filter(Boolean)) {
    const [path, value] = cut(pair, "=");
    const [own = "", ...rest] = path.split("[");
    if (decode(own) !== name) throw new Error(`${own} is not ${name}`);
    const keys = rest.map((key) => decode(key.replace(/\]$/, "")));
    insert(root, keys, decode(value));
  }
  return root;
}

function insert(tree: Tree, [key = "", ...rest]: readonly string[], value: string): void {
  const known = Object.hasOwn(tree, key) ? tree[key] : undefined;
  const child = rest.length === 0 ? value : typeof known === "object" ? known : {};
  Object.defineProperty(tree, key, {
    value: child,
    enumerable: true,
    configurable: true,
    writable: true,
  });
  if (typeof child === "object") insert(child, rest, value);
}
