import { isBinarySchema } from "./binary-schemas.ts";
import { schemaReference } from "./component-names.ts";
import { type Heirs, spellOutMapping } from "./discriminator-names.ts";
import { isObject, type JsonObject, listOf, objectOf } from "./json.ts";
import { type Direction, hasFlag, referencedName } from "./schema-graph.ts";
import { mapChildren, mapValues } from "./spec-shape.ts";

/** Marks the schemas of bytes that callers hand over, as against bytes that they are given. */
export const writtenBytes = "x-written-bytes";

/** The component schemas, and what their forms depend on. */
export interface SchemaForms {
  readonly schemas: JsonObject;
  /** Names of the forms for requests, of those schemas that have one of their own. */
  readonly variants: ReadonlyMap<string, string>;
  readonly heirs: Heirs;
}

/**
 * Gives the form of a schema for one direction.
 *
 * Requests: a read-only property may not be given (its schema is `false`), bytes are marked as
 * the caller's. Answers: a write-only property is left out.
 */
export function directSchema(schema: unknown, direction: Direction, forms: SchemaForms): unknown {
  if (!isObject(schema)) return schema;
  const whole = mapChildren(schema, "Schema", (child) => directSchema(child, direction, forms));
  const narrowed = narrowProperties(whole, schema, direction, forms.schemas);
  if (isBinarySchema(narrowed)) {
    return { type: "string", ...narrowed, [writtenBytes]: direction === "write" };
  }
  if (direction === "read") return narrowed;
  return widenAdditional(renameReferences(narrowed, schema, forms));
}

/**
 * Lets callers give additional properties of any type beside named ones.
 *
 * TypeScript asks that named properties fit the type of additional ones as well, which no object
 * literal could do.
 */
function widenAdditional(schema: JsonObject): JsonObject {
  const isTyped =
    isObject(schema.additionalProperties) && Object.keys(objectOf(schema.properties)).length > 0;
  return isTyped ? { ...schema, additionalProperties: true } : schema;
}

/** `original` is the schema before its children were directed: flags are read there. */
function narrowProperties(
  schema: JsonObject,
  original: JsonObject,
  direction: Direction,
  schemas: JsonObject,
): JsonObject {
  const flag = direction === "write" ? "readOnly" : "writeOnly";
  const properties = Object.entries(objectOf(original.properties));
  const refused = new Set(
    properties.filter(([, property]) => hasFlag(property, flag, schemas)).map(([key]) => key),
  );
  if (refused.size === 0) return schema;

  const kept = Object.entries(objectOf(schema.properties)).flatMap(([key, property]) => {
    if (!refused.has(key)) return [[key, property] as const];
    return direction === "write" ? [[key, false] as const] : [];
  });
  const narrowed = { ...schema, properties: Object.fromEntries(kept) };
  if (schema.required === undefined) return narrowed;
  const required = listOf(schema.required).filter((key) => !refused.has(String(key)));
  return { ...narrowed, required };
}

/** `original` still has the names that a discriminator implies. */
function renameReferences(
  schema: JsonObject,
  original: JsonObject,
  { variants, heirs }: SchemaForms,
): JsonObject {
  if (variants.size === 0) return schema;
  const rename = (reference: unknown) => {
    const variant = variants.get(referencedName(reference) ?? "");
    return variant === undefined ? reference : schemaReference(variant);
  };
  const spelledOut = spellOutMapping(original, heirs.get(original) ?? []);
  const discriminator = mapValues(spelledOut.discriminator, (value, key) =>
    key === "mapping" ? mapValues(value, rename) : value,
  );
  const $ref = rename(schema.$ref);
  if ($ref === schema.$ref && discriminator === schema.discriminator) return schema;
  return {
    ...schema,
    ...($ref !== undefined && { $ref }),
    ...(discriminator !== undefined && { discriminator }),
  };
}
