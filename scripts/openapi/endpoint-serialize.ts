import type {
  BodySerialization,
  QuerySerialization,
  Serialization,
  Style,
} from "./serialization.ts";
import { listDeclaredNames, readShared } from "./shared-part.ts";

const files = [
  "values",
  "members",
  "pairs",
  "query",
  "path",
  "headers",
  "raw-body",
  "form",
  "multipart",
  "multipart-styles",
];

/** The declarations of `serialize/` by name, without imports and exports. */
const declarations = readDeclarations();

function readDeclarations(): ReadonlyMap<string, string> {
  const texts = files.flatMap((file) => {
    const text = readShared(`serialize/${file}.ts`).replaceAll(/^import [^;]*;\n+/gm, "");
    return text
      .replaceAll(/^export /gm, "")
      .trim()
      .split(/\n\n(?=\S)/);
  });
  return new Map(
    texts.map((text) => {
      const { values, types } = listDeclaredNames(text);
      const [name = ""] = [...values, ...types];
      return [name, text];
    }),
  );
}

/** Returns the text of everything that operations may call. */
export function allSerializers(): string {
  return [...declarations.values()].join("\n\n");
}

/** Returns the text of the functions that operations call, and of what these use. */
export function serializerText(serializations: readonly Serialization[]): string {
  const used = new Map<string, string>();
  const add = (name: string): void => {
    const text = declarations.get(name);
    if (text === undefined || used.has(name)) return;
    used.set(name, text);
    for (const [word] of text.replaceAll(/\/\*\*.*?\*\//gs, "").matchAll(/\b\w+\b/g)) add(word);
  };
  for (const name of serializations.flatMap(serializersOf)) add(name);
  return [...used.values()].join("\n\n");
}

/** Lists the functions that an operation calls. */
function serializersOf({ query, path, header, body }: Serialization): string[] {
  const serializers: string[] = [];
  if (query?.kind === "styles") serializers.push("serializeQuery");
  if (path !== undefined) serializers.push("serializePath");
  if (header !== undefined) serializers.push("withHeaders");
  if (body === undefined) return serializers;
  if (body.kind === "multipart" && Object.values(body.fields).some(isStyle)) {
    serializers.push("styledParts");
  }
  return [...serializers, bodySerializers[body.kind]];
}

const bodySerializers = {
  form: "serializeForm",
  multipart: "serializeMultipart",
  raw: "passBody",
} as const;

/** Adds what serializes the parameters and the body to the options of a call, as text. */
export function withSerializers(options: string, serialization: Serialization): string {
  const { query, path, header, body } = serialization;
  const members: string[] = [];
  if (query) members.push(`querySerializer: ${queryMember(query)}`);
  if (path) members.push(`pathSerializer: serializePath(${literal(path)})`);
  if (body) members.push(...bodyMembers(body));
  const whole = members.length === 0 ? options : `{ ...${options}, ${members.join(", ")} }`;
  return header ? `withHeaders(${whole}, ${literal(header)})` : whole;
}

function queryMember(query: QuerySerialization): string {
  if (query.kind === "styles") return `serializeQuery(${literal(query.styles)})`;
  // Options of openapi-fetch.
  const array = query.hasLists && { array: { style: "form", explode: false } };
  const object = query.hasObjects && { object: { style: "deepObject", explode: true } };
  return literal({ ...array, ...object });
}

function bodyMembers(body: BodySerialization): string[] {
  // The platform requires `duplex` for a stream.
  if (body.kind === "raw") return ["bodySerializer: passBody", 'duplex: "half"'];
  const fields = literal(body.kind === "form" ? body.styles : body.fields, (field) => {
    const isStyledPart = body.kind === "multipart" && isStyle(field);
    return isStyledPart ? `styledParts(${JSON.stringify(field)})` : JSON.stringify(field);
  });
  return [`bodySerializer: ${bodySerializers[body.kind]}(${fields})`];
}

function isStyle(field: unknown): field is Style {
  return typeof field === "object";
}

/** Prints values by name as the text of an object. */
function literal(
  values: Readonly<Record<string, unknown>>,
  print: (value: unknown) => string = JSON.stringify,
): string {
  const entries = Object.entries(values).map(([name, value]) => {
    // As a plain key, it would set the prototype.
    const key = name === "__proto__" ? '["__proto__"]' : JSON.stringify(name);
    return `${key}: ${print(value)}`;
  });
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
