/** An object of a parsed JSON or YAML document; what is known of it is checked where it is read. */
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
  | "content"
  | "contentEncoding"
  | "contentMediaType"
  | "default"
  | "deprecated"
  | "description"
  | "discriminator"
  | "example"
  | "examples"
  | "externalDocs"
  | "format"
  | "in"
  | "mapping"
  | "name"
  | "nullable"
  | "oneOf"
  | "openapi"
  | "operationId"
  | "parameters"
  | "paths"
  | "properties"
  | "requestBody"
  | "required"
  | "responses"
  | "schema"
  | "schemas"
  | "servers"
  | "summary"
  | "swagger"
  | "type"
  | "url"
  | "variables";

/** Tells objects from arrays, scalars and null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Gives an object, or an empty one where the document holds something else. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** Gives a text that says something, trimmed, or nothing. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === "string" ? value.trim() : "";
  return text === "" ? undefined : text;
}

/** Gives a list, or an empty one where the document holds something else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
