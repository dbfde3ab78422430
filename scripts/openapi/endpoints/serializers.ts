import type {
  BodySerialization,
  QuerySerialization,
  Serialization,
  Style,
} from "../operations/operation.ts";
import { textOfSerializers } from "../runtime/shared-part.ts";

/** Returns the text of the functions that operations call, and of what these use. */
export function serializerText(serializations: readonly Serialization[]): string {
  return textOfSerializers(serializations.flatMap(serializersOf));
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
  json: "toJson",
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
  if (body.kind === "json") return ["bodySerializer: toJson"];
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
