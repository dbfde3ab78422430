import { isObject, type JsonObject } from "./json.ts";

/**
 * Media types in order of preference, for bodies that a spec offers in several.
 *
 * JSON comes first because every client reads and writes it. Forms come before raw bytes because
 * they name their fields. `application/json` itself comes before related types. Media types that
 * match none of these come last, in spec order.
 */
const mediaTypePreference: readonly RegExp[] = [
  /^application\/json$/,
  /^application\/json;/,
  /^text\/json(;|$)/,
  /^[^;]+\+json(;|$)/,
  /^application\/x-www-form-urlencoded(;|$)/,
  /^multipart\/form-data(;|$)/,
  /^multipart\//,
  /^application\/octet-stream(;|$)/,
  /^text\//,
];

/** Returns the preferred media type of a body. */
export function chooseMediaType(mediaTypes: readonly string[]): string | undefined {
  const rank = (mediaType: string) => {
    const index = mediaTypePreference.findIndex((type) => type.test(mediaType.toLowerCase()));
    return index === -1 ? mediaTypePreference.length : index;
  };
  return mediaTypes.toSorted((one, other) => rank(one) - rank(other))[0];
}

/** Returns whether a media type is JSON, with or without parameters: `application/json`, or one that ends in `+json`. */
export function isJson(mediaType: string): boolean {
  return /^((application|text)\/json|[^;]+\+json)\s*(;|$)/i.test(mediaType);
}

/** Returns whether a media type has no text or fields to describe: without a schema it means bytes. */
export function isBinary(mediaType: string): boolean {
  return /^(application\/(octet-stream|zip|gzip|pdf)|(image|audio|video|font)\/)/i.test(mediaType);
}

/** Returns whether a schema describes raw bytes, as in OpenAPI 3.0 (`format`) or in 3.1 (media type). */
export function isBinarySchema(schema: JsonObject): boolean {
  if (schema.format === "binary") return true;
  const mediaType = schema.contentMediaType;
  const isEncoded = schema.contentEncoding !== undefined;
  return typeof mediaType === "string" && !isEncoded && isBinary(mediaType);
}

/** Adds the schema of bytes to a binary body that has none. */
export function describeBytes(content: JsonObject, mediaType: string): JsonObject {
  const { schema } = content;
  const isEmpty = schema === undefined || (isObject(schema) && Object.keys(schema).length === 0);
  return isEmpty && isBinary(mediaType) ? { ...content, schema: bytes } : content;
}

const bytes = { type: "string", format: "binary" };
