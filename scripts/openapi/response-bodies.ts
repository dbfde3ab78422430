import { suggestFormat } from "./endpoint-read.ts";
import { isObject, type JsonObject, listOf, objectOf } from "./json.ts";
import { isBinary, isBinarySchema } from "./media-types.ts";
import type { BodyFormat } from "./operation.ts";
import { createDereference, type Dereference } from "./references.ts";
import { mapChildren, mapValues } from "./spec-shape.ts";

/**
 * Returns the format in which a body is read, or `undefined` if only the response tells.
 *
 * The media type decides, because a schema cannot make JSON of other text. The schema decides for
 * bytes in text form, and for media types that suggest nothing.
 */
export function bodyFormat(mediaType: string, schema: JsonObject): BodyFormat | undefined {
  if (isBinarySchema(schema)) return "blob";
  const type = baseType(mediaType);
  const suggested = suggestFormat(type);
  if (suggested !== "blob") return suggested;
  if (isBinary(type) || type.startsWith("multipart/")) return isEncoded(schema) ? "text" : "blob";
  if (Object.keys(schema).length === 0) return type.includes("*") ? undefined : "blob";
  return isTextSchema(schema) ? "text" : "json";
}

/** Returns a media type without its parameters, in lower case. */
export function baseType(mediaType: string): string {
  return mediaType.replace(/;.*/s, "").trim().toLowerCase();
}

function isEncoded({ format, contentEncoding }: JsonObject): boolean {
  return contentEncoding !== undefined || format === "byte" || format === "base64";
}

/** Returns whether all values of a schema can be text. */
function isTextSchema(schema: JsonObject): boolean {
  const { type, enum: values, const: value } = schema;
  if (type !== undefined) return type === "string" || listOf(type).includes("string");
  if (value !== undefined) return typeof value === "string";
  if (values !== undefined) return listOf(values).some((item) => typeof item === "string");
  return ["allOf", "anyOf", "oneOf"].some((key) => Array.isArray(schema[key]));
}

/**
 * Replaces the schemas of response bodies that are not read as their schema says: text and bytes of a
 * media type that is not JSON.
 */
export function describeResponses(document: JsonObject): JsonObject {
  const dereference = createDereference(document);
  return mapChildren(document, "Document", (child, kind) => {
    if (!isObject(child)) return child;
    const change = (node: unknown, nodeKind: string): unknown =>
      nodeKind === "Response" ? describeResponse(node, dereference) : node;
    if (kind === "Components") return mapChildren(child, kind, change);
    return mapChildren(child, "PathItem", (operation, operationKind) =>
      operationKind === "Operation" && isObject(operation)
        ? mapChildren(operation, operationKind, change)
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
  const format = bodyFormat(mediaType, schema);
  if (format === "text" && !isTextSchema(schema)) return { ...body, schema: { type: "string" } };
  if (format === "blob" && !isBinarySchema(schema)) {
    return { ...body, schema: { type: "string", format: "binary" } };
  }
  return body;
}
