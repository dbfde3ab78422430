import { isObject, type JsonObject, listOf, objectOf } from "../document/json.ts";
import { isObjectType } from "./schema-keywords.ts";
import { type Declaration, lookUpProperty } from "./schema-lookup.ts";

/** What applies to all parts of an `allOf`, or to a schema without one. */
export interface Whole {
  /** Names of the properties that some part requires. */
  readonly required: ReadonlySet<string>;
  /** Of these, the optional properties of the component that a part refers to, by that part. */
  readonly ofReferences: ReadonlyMap<unknown, readonly string[]>;
  /** Of these, other properties, and whether the schema or a surrounding one declares them. */
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
  for (const key of pending) {
    const found = findKey(key, schema, outer, schemas);
    for (const part of found.users)
      ofReferences.set(part, [...(ofReferences.get(part) ?? []), key]);
    if (found.isOpen) others.set(key, found.isKnown);
  }
  return { required, ofReferences, others };
}

/** Where a property that a schema requires is declared. */
interface Found {
  /** References to components that declare it as optional. */
  readonly users: readonly JsonObject[];
  /** Whether it has to be required in addition to all parts. */
  readonly isOpen: boolean;
  /** Whether some schema declares it. */
  readonly isKnown: boolean;
}

function findKey(
  key: string,
  schema: JsonObject,
  outer: readonly JsonObject[],
  schemas: JsonObject,
): Found {
  const look = (part: unknown) => lookUpProperty(part, key, schemas);
  const references = referenceParts(schema);
  const parts = [...references, { oneOf: schema.oneOf, anyOf: schema.anyOf }];
  const found = [...parts, schema, ...outer].map(look);
  const isKnown = found.some(({ isMentioned }) => isMentioned);
  if (found.some(({ isExcluded }) => isExcluded)) return { users: [], isOpen: false, isKnown };
  const users = references.filter((part) => isOptional(look(part)));
  const isSettled = users.length > 0 || parts.some((part) => look(part).isRequired);
  const isOpen = !isSettled && (isKnown || canHaveOthers([schema, ...outer]));
  return { users, isOpen, isKnown };
}

/**
 * Returns the properties that a schema and the schemas written into its `allOf` require.
 *
 * `required` says nothing about values that are no objects.
 */
function collectRequired(schema: JsonObject): ReadonlySet<string> {
  const required = new Set(isObjectType(schema) ? listOf(schema.required).map(String) : []);
  for (const part of inlineParts(schema)) {
    for (const key of collectRequired(part)) required.add(key);
  }
  return required;
}

/**
 * Returns whether a property that no schema declares can be meant. It is a mistake, such as the former
 * name of a property, if the schemas declare properties and do not mention additional ones.
 */
function canHaveOthers(schemas: readonly JsonObject[]): boolean {
  const parts = schemas.flatMap((schema) => [schema, ...listOf(schema.allOf)]).map(objectOf);
  const allowsOthers = parts.some(
    ({ additionalProperties: others, patternProperties }) =>
      others === true || isObject(others) || isObject(patternProperties),
  );
  const isDescribed = parts.some(
    ({ $ref, properties }) => $ref !== undefined || Object.keys(objectOf(properties)).length > 0,
  );
  return allowsOthers || !isDescribed;
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
