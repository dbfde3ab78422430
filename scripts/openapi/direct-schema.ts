import { isObject, type JsonObject, listOf, objectOf } from "./json.ts";
import { referencedName, schemaReference } from "./names.ts";
import { type Direction, hasFlag } from "./schema-graph.ts";
import { absentProperty } from "./schema-lookup.ts";
import { mapChildren, mapValues } from "./spec-shape.ts";

/** The component schemas, and the facts that their forms depend on. */
export interface SchemaForms {
  readonly schemas: JsonObject;
  /** Names of the separate forms for requests, by the name of the schema. */
  readonly variants: ReadonlyMap<string, string>;
}

/**
 * Returns the form of a schema for one direction.
 *
 * In requests, the schema of a read-only property is `false`. In responses, the schema of a write-only
 * property is {@link absentProperty}.
 */
export function directSchema(schema: unknown, direction: Direction, forms: SchemaForms): unknown {
  if (!isObject(schema)) return schema;
  const whole = mapChildren(schema, "Schema", (child) => directSchema(child, direction, forms));
  const narrowed = narrowProperties(whole, schema, direction, forms.schemas);
  return direction === "read" ? narrowed : renameReferences(narrowed, forms);
}

/** `original` is the schema before its children were changed. It still has all flags. */
function narrowProperties(
  schema: JsonObject,
  original: JsonObject,
  direction: Direction,
  schemas: JsonObject,
): JsonObject {
  const flag = direction === "write" ? "readOnly" : "writeOnly";
  const properties = Object.entries(objectOf(original.properties));
  const excluded = new Set(
    properties.filter(([, property]) => hasFlag(property, flag, schemas)).map(([key]) => key),
  );
  if (excluded.size === 0) return schema;

  const replacement = direction === "write" ? false : absentProperty;
  const remaining = mapValues(schema.properties, (property, key) =>
    excluded.has(key) ? replacement : property,
  );
  const narrowed = { ...schema, properties: remaining };
  if (schema.required === undefined) return narrowed;
  const required = listOf(schema.required).filter((key) => !excluded.has(String(key)));
  return { ...narrowed, required };
}

function renameReferences(schema: JsonObject, { variants }: SchemaForms): JsonObject {
  if (variants.size === 0) return schema;
  const rename = (reference: unknown) => {
    const variant = variants.get(referencedName(reference) ?? "");
    return variant === undefined ? reference : schemaReference(variant);
  };
  const discriminator = mapValues(schema.discriminator, (value, key) =>
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
