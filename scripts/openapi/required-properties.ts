import { isObject, type JsonObject, listOf, objectOf } from "./json.ts";
import { type Declaration, lookUpProperty } from "./schema-lookup.ts";

/** What applies to all parts of an `allOf`, or to a schema without one. */
export interface Whole {
  /** Names of the properties that some part requires. */
  readonly required: ReadonlySet<string>;
  /** Of these, the optional properties of the component that a part refers to, by that part. */
  readonly ofReferences: ReadonlyMap<unknown, readonly string[]>;
  /** Of these, the properties that no part declares, and whether a surrounding schema does. */
  readonly others: ReadonlyMap<string, boolean>;
}

/**
 * Reads which properties a schema requires, and which parts of it do not yet say so.
 *
 * Properties that do not exist in the direction of the schema are left out, wherever they are declared.
 *
 * @param outer - Surrounding schemas that apply to the same value.
 */
export function readWhole(
  schema: JsonObject,
  outer: readonly JsonObject[],
  schemas: JsonObject,
): Whole {
  const required = collectRequired(schema);
  const ofReferences = new Map<unknown, string[]>();
  const others = new Map<string, boolean>();
  const pending = [...required].filter((key) => !isDeclaredInline(schema, key));
  const references = pending.length === 0 ? [] : referenceParts(schema);
  const parts = [...references, { oneOf: schema.oneOf, anyOf: schema.anyOf }];
  for (const key of pending) {
    const look = (part: unknown) => lookUpProperty(part, key, schemas);
    const found = [...parts, schema, ...outer].map(look);
    if (found.some(({ isExcluded }) => isExcluded)) continue;
    const users = references.filter((part) => isOptional(look(part)));
    for (const part of users) ofReferences.set(part, [...(ofReferences.get(part) ?? []), key]);
    const isSettled = users.length > 0 || parts.some((part) => look(part).isRequired);
    if (!isSettled)
      others.set(
        key,
        found.some(({ isDeclared }) => isDeclared),
      );
  }
  return { required, ofReferences, others };
}

/** Returns the properties that a schema and the schemas written into its `allOf` require. */
function collectRequired(schema: JsonObject): ReadonlySet<string> {
  const required = new Set(listOf(schema.required).map(String));
  for (const part of inlineParts(schema)) {
    for (const key of collectRequired(part)) required.add(key);
  }
  return required;
}

function isOptional({ isDeclared, isRequired }: Declaration): boolean {
  return isDeclared && !isRequired;
}

function inlineParts(schema: JsonObject): JsonObject[] {
  return listOf(schema.allOf).filter(
    (part) => isObject(part) && part.$ref === undefined,
  ) as JsonObject[];
}

function referenceParts(schema: JsonObject): JsonObject[] {
  return listOf(schema.allOf).flatMap((part) => {
    if (!isObject(part)) return [];
    return part.$ref === undefined ? referenceParts(part) : [part];
  });
}

function isDeclaredInline(schema: JsonObject, key: string): boolean {
  if (Object.hasOwn(objectOf(schema.properties), key)) return true;
  return inlineParts(schema).some((part) => isDeclaredInline(part, key));
}
