import { schemaReference } from "./component-names.ts";
import { isObject, type JsonObject, listOf, objectOf } from "./json.ts";
import { referencedName } from "./schema-graph.ts";

/** Names of the component schemas that extend a schema by `allOf`. */
export type Heirs = ReadonlyMap<JsonObject, readonly string[]>;

/** Finds who extends whom among the component schemas that have a discriminator. */
export function readHeirs(schemas: JsonObject): Heirs {
  const heirs = new Map<JsonObject, string[]>();
  for (const [name, schema] of Object.entries(schemas)) {
    for (const part of listOf(objectOf(schema).allOf)) {
      const parent = schemas[referencedName(objectOf(part).$ref) ?? ""];
      if (!isObject(parent) || !isObject(parent.discriminator)) continue;
      heirs.set(parent, [...(heirs.get(parent) ?? []), name]);
    }
  }
  return heirs;
}

/**
 * Spells out which discriminator value means which schema.
 *
 * Without a mapping the name of the component is the value, and that name is about to change.
 */
export function spellOutMapping(schema: JsonObject, heirs: readonly string[]): JsonObject {
  if (!isObject(schema.discriminator)) return schema;
  const mapping = objectOf(schema.discriminator.mapping);
  const mapped = new Set(Object.values(mapping));
  const options = [...listOf(schema.oneOf), ...listOf(schema.anyOf)].map((option) =>
    referencedName(objectOf(option).$ref),
  );
  const implied = [...options, ...heirs]
    .filter((name) => name !== undefined)
    .filter((name) => !mapped.has(schemaReference(name)))
    .map((name) => [name, schemaReference(name)] as const);
  if (implied.length === 0) return schema;
  const spelledOut = { ...mapping, ...Object.fromEntries(implied) };
  return { ...schema, discriminator: { ...schema.discriminator, mapping: spelledOut } };
}
