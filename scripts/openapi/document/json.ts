/** An object of a parsed JSON or YAML document. Code that reads a property checks its type. */
export interface JsonObject extends Partial<Readonly<Record<SpecKey, unknown>>> {
  readonly [key: string]: unknown;
}

/** Keys of OpenAPI and JSON Schema that the generator reads. */
type SpecKey =
  | "$defs"
  | "$ref"
  | "additionalProperties"
  | "allOf"
  | "anyOf"
  | "components"
  | "const"
  | "content"
  | "contentEncoding"
  | "contentMediaType"
  | "default"
  | "deprecated"
  | "description"
  | "discriminator"
  | "else"
  | "enum"
  | "example"
  | "examples"
  | "externalDocs"
  | "format"
  | "if"
  | "in"
  | "items"
  | "mapping"
  | "maximum"
  | "minimum"
  | "name"
  | "not"
  | "nullable"
  | "oneOf"
  | "openapi"
  | "operationId"
  | "parameters"
  | "paths"
  | "patternProperties"
  | "prefixItems"
  | "properties"
  | "propertyName"
  | "readOnly"
  | "requestBody"
  | "required"
  | "responses"
  | "schema"
  | "schemas"
  | "servers"
  | "summary"
  | "swagger"
  | "then"
  | "title"
  | "type"
  | "unevaluatedItems"
  | "url"
  | "variables"
  | "writeOnly";

/** Returns whether a value is an object, as opposed to an array, a scalar or null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns the value if it is an object, otherwise an empty object. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** Returns a string without surrounding whitespace, or `undefined` if nothing is left. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === "string" ? value.trim() : "";
  return text === "" ? undefined : text;
}

/** Returns the value if it is an array, otherwise an empty array. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * Splits the fragment of a reference into decoded keys.
 *
 * Percent encoding is decoded before `~1` and `~0`, as RFC 6901, section 6, requires.
 *
 * @throws {URIError} When a percent sign is not followed by two hexadecimal digits.
 */
export function parsePointer(fragment: string): string[] {
  return decodeURIComponent(fragment)
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Formats keys as a JSON pointer, without percent encoding. */
export function formatPointer(keys: readonly string[]): string {
  return keys.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
