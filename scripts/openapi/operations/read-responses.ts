import { referencedName } from "../document/component-names.ts";
import { isObject, type JsonObject, listOf, objectOf } from "../document/json.ts";
import { chooseMediaType, isBinary, isBinarySchema } from "../document/media-types.ts";
import { createDereference, type Dereference } from "../document/references.ts";
import { type Method, mapChildren, mapValues, type SpecKind } from "../document/spec-shape.ts";
import { suggestFormat } from "../runtime/read.ts";
import type { BodyFormat, Operation, OperationResponse } from "./operation.ts";

/**
 * Returns the format in which a body is read, or `undefined` if only the response tells.
 *
 * The media type decides, because a schema cannot make JSON of other text. The schema decides for
 * bytes in text form, and for media types that suggest nothing.
 */
function bodyFormat(
  mediaType: string,
  schema: JsonObject,
  dereference: Dereference,
): BodyFormat | undefined {
  if (isBinarySchema(schema)) return "blob";
  const type = baseType(mediaType);
  const suggested = suggestFormat(type);
  if (suggested !== "blob") return suggested;
  if (isBinary(type) || type.startsWith("multipart/")) return isEncoded(schema) ? "text" : "blob";
  if (Object.keys(schema).length === 0) return type.includes("*") ? undefined : "blob";
  return isTextSchema(schema, dereference) ? "text" : "json";
}

/** Returns a media type without its parameters, in lower case. */
function baseType(mediaType: string): string {
  return mediaType.replace(/;.*/s, "").trim().toLowerCase();
}

function isEncoded({ format, contentEncoding }: JsonObject): boolean {
  return contentEncoding !== undefined || format === "byte" || format === "base64";
}

/** Returns whether the values of a schema are text, at least some of those of each alternative. */
export function isTextSchema(
  schema: JsonObject,
  dereference: Dereference,
  outer: JsonObject[] = [],
): boolean {
  const { type, enum: values, const: value } = schema;
  if (type !== undefined) return type === "string" || listOf(type).includes("string");
  if (value !== undefined) return typeof value === "string";
  if (values !== undefined) return listOf(values).some((item) => typeof item === "string");
  if (outer.includes(schema)) return false;
  const isText = (part: unknown): boolean =>
    isTextSchema(objectOf(dereference(part)), dereference, [...outer, schema]);
  const choices = [listOf(schema.anyOf), listOf(schema.oneOf)].filter(({ length }) => length > 0);
  return listOf(schema.allOf).some(isText) || choices.some((choice) => choice.every(isText));
}

/**
 * Replaces the schemas of response bodies that are not read as their schema says: text and bytes of a
 * media type that is not JSON.
 */
export function describeResponses(document: JsonObject): JsonObject {
  const dereference = createDereference(document);
  return mapParts(document, "Response", (response) => describeResponse(response, dereference));
}

/** Replaces the nodes of a kind in the operations and components of a document. */
export function mapParts(
  document: JsonObject,
  kind: SpecKind,
  change: (node: unknown) => unknown,
): JsonObject {
  const changePart = (node: unknown, nodeKind: string): unknown =>
    nodeKind === kind ? change(node) : node;
  return mapChildren(document, "Document", (child, childKind) => {
    if (!isObject(child)) return child;
    if (childKind === "Components") return mapChildren(child, childKind, changePart);
    return mapChildren(child, "PathItem", (operation, operationKind) =>
      operationKind === "Operation" && isObject(operation)
        ? mapChildren(operation, operationKind, changePart)
        : operation,
    );
  });
}

function describeResponse(response: unknown, dereference: Dereference): unknown {
  if (!isObject(response)) return response;
  const content = mapValues(response.content, (mediaType, name) =>
    isObject(mediaType) ? describeBody(mediaType, name, dereference) : mediaType,
  );
  return content === response.content ? response : { ...response, content };
}

function describeBody(body: JsonObject, mediaType: string, dereference: Dereference): JsonObject {
  const schema = objectOf(dereference(body.schema));
  const format = bodyFormat(mediaType, schema, dereference);
  if (format === "text" && !isTextSchema(schema, dereference))
    return { ...body, schema: { type: "string" } };
  if (format === "blob" && !isBinarySchema(schema)) {
    return { ...body, schema: { type: "string", format: "binary" } };
  }
  return body;
}

/** A response with all media types in which its body may arrive. */
interface ReadResponse {
  readonly response: OperationResponse;
  readonly formats: ReadonlyMap<string, BodyFormat | undefined>;
}

/** Reads the responses of an operation, in spec order. */
export function readResponses(
  responses: unknown,
  method: Method,
  dereference: Dereference,
): Pick<Operation, "successes" | "failures" | "reading" | "accept"> {
  const all = Object.entries(objectOf(responses)).map(([status, node]) =>
    readResponse(status, method, objectOf(dereference(node)), dereference),
  );
  const documented = all.filter(({ response }) => response.status.startsWith("2"));
  // "default" stands for every status that is not listed.
  const successes =
    documented.length > 0
      ? documented
      : all.filter(({ response }) => response.status === "default");
  // A redirect is not followed, so it does not count as a success.
  const failures = all.filter(({ response }) => /^[345d]/.test(response.status));
  return {
    successes: successes.map(({ response }) => response),
    failures: failures.map(({ response }) => response),
    reading: readingOf(successes),
    accept: acceptOf(successes),
  };
}

/** Statuses whose responses have no body, whatever a spec says. */
const emptyStatuses = new Set(["204", "205", "304"]);

function readResponse(
  status: string,
  method: Method,
  { content, ...node }: JsonObject,
  dereference: Dereference,
): ReadResponse {
  const isEmpty = method === "head" || emptyStatuses.has(status);
  const bodies = isEmpty ? {} : objectOf(content);
  const formats = new Map(
    Object.entries(bodies).map(([mediaType, body]) => {
      const schema = objectOf(dereference(objectOf(body).schema));
      return [mediaType, bodyFormat(mediaType, schema, dereference)];
    }),
  );
  const mediaType = chooseMediaType(Object.keys(bodies));
  const { schema } = objectOf(bodies[mediaType ?? ""]);
  const schemaName = referencedName(objectOf(schema).$ref);
  const format = formats.get(mediaType ?? "");
  const unregistered = status === "default" ? unregisteredStatuses(node) : [];
  return { response: { status, unregistered, mediaType, schemaName, format }, formats };
}

/** Returns the statuses of a response that specs cannot list as keys, which are 1XX to 5XX. */
function unregisteredStatuses({ "x-unregistered-statuses": statuses }: JsonObject): string[] {
  return Object.keys(objectOf(statuses)).filter((status) => /^[6-9]\d\d$/.test(status));
}

/** Returns how the bodies of successes are read: see {@link Operation.reading}. */
function readingOf(successes: readonly ReadResponse[]): Operation["reading"] {
  const all = successes.flatMap(({ formats }) => [...formats]);
  const isJson = all.every(
    ([mediaType, format]) => format === "json" && isSuggested(mediaType, format),
  );
  if (isJson) return undefined;
  const [first, ...others] = new Set(all.map(([, format]) => format));
  if (first !== undefined && others.length === 0) return first;
  return Object.fromEntries(
    all.flatMap(([mediaType, format]) =>
      format === undefined || isSuggested(mediaType, format) ? [] : [[baseType(mediaType), format]],
    ),
  );
}

/** Returns whether a media type suggests a format. A range does not suggest another. */
function isSuggested(mediaType: string, format: BodyFormat): boolean {
  const type = baseType(mediaType);
  return type.includes("*") || suggestFormat(type) === format;
}

/** Returns the chosen media types if a success has several. */
function acceptOf(successes: readonly ReadResponse[]): Operation["accept"] {
  if (!successes.some(({ formats }) => formats.size > 1)) return undefined;
  const chosen = new Set(successes.flatMap(({ response }) => response.mediaType ?? []));
  const all = new Set(successes.flatMap(({ formats }) => [...formats.keys()]));
  return { chosen: [...chosen], others: [...all].filter((mediaType) => !chosen.has(mediaType)) };
}
