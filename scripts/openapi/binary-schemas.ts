import { isObject, type JsonObject } from "./json.ts";
import { isBinary } from "./media-types.ts";

/** Tells schemas of raw bytes, in the manner of OpenAPI 3.0 (`format`) and of 3.1 (media type). */
export function isBinarySchema(schema: JsonObject): boolean {
  if (schema.format === "binary") return true;
  const mediaType = schema.contentMediaType;
  const isEncoded = schema.contentEncoding !== undefined;
  return typeof mediaType === "string" && !isEncoded && isBinary(mediaType);
}

/** Gives a body of bytes that says nothing more the schema that it means. */
export function describeBytes(content: JsonObject, mediaType: string): JsonObject {
  const { schema } = content;
  const isEmpty = schema === undefined || (isObject(schema) && Object.keys(schema).length === 0);
  return isEmpty && isBinary(mediaType) ? { ...content, schema: bytes } : content;
}

const bytes = { type: "string", format: "binary" };
