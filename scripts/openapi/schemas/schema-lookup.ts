import { referencedName } from "../document/component-names.ts";
import { isObject, type JsonObject, listOf, objectOf } from "../document/json.ts";
import { isObjectType } from "./schema-keywords.ts";

/** A value of `enum` or `const` that a type can state. */
export type Literal = string | number | boolean;

/** What a schema says about one of its properties, also through references and `allOf`. */
export interface Declaration {
  /** Whether every alternative of the schema declares it. */
  readonly isDeclared: boolean;
  /** Whether at least one alternative of the schema declares it. */
  readonly isMentioned: boolean;
  readonly isRequired: boolean;
  /**
   * Whether the property cannot be required: it does not exist in the direction of the schema, or an
   * alternative of the schema is no object.
   */
  readonly isExcluded: boolean;
}

/**
 * The schema of a write-only property in responses.
 *
 * It is printed nowhere, and tells apart properties that do not exist from those that are missing in
 * the document.
 */
export const absentProperty: JsonObject = Object.freeze({ "x-absent": true });

/** Returns the component schema that a `$ref` leads to, or the schema itself. */
export function resolveSchema(schema: unknown, schemas: JsonObject): unknown {
  let target = schema;
  // A chain of references that is longer is a cycle.
  for (let depth = 0; depth < 100; depth++) {
    const name = referencedName(objectOf(target).$ref);
    if (name === undefined) return target;
    target = schemas[name];
  }
  return undefined;
}

/** Returns the alternatives of a schema: those of `oneOf` and of `anyOf`. */
export function alternativesOf(schema: JsonObject): readonly unknown[] {
  return [...listOf(schema.oneOf), ...listOf(schema.anyOf)];
}

/** Returns whether a schema consists of alternatives alone. */
export function isPureUnion(schema: unknown): boolean {
  if (!isObject(schema) || alternativesOf(schema).length === 0) return false;
  return schema.properties === undefined && schema.allOf === undefined;
}

/** Reads what a schema says about one of its properties. */
export function lookUpProperty(schema: unknown, key: string, schemas: JsonObject): Declaration {
  return lookUp(schema, key, schemas, new Set());
}

function lookUp(
  source: unknown,
  key: string,
  schemas: JsonObject,
  visited: ReadonlySet<unknown>,
): Declaration {
  const schema = resolveSchema(source, schemas);
  if (!isObject(schema) || visited.has(schema)) return undeclared;
  const seen = new Set([...visited, schema]);
  const parts = listOf(schema.allOf).map((part) => lookUp(part, key, schemas, seen));
  const groups = [listOf(schema.oneOf), listOf(schema.anyOf)]
    .filter((options) => options.length > 0)
    .map((options) => commonTo(options.map((option) => lookUp(option, key, schemas, seen))));
  return combine([readOwn(schema, key), ...parts, ...groups]);
}

const undeclared: Declaration = {
  isDeclared: false,
  isMentioned: false,
  isRequired: false,
  isExcluded: false,
};

function readOwn(schema: JsonObject, key: string): Declaration {
  const properties = objectOf(schema.properties);
  const isDeclared = Object.hasOwn(properties, key);
  const property = isDeclared ? properties[key] : undefined;
  return {
    isDeclared,
    isMentioned: isDeclared,
    isRequired: listOf(schema.required).includes(key),
    isExcluded: property === false || property === absentProperty || !isObjectType(schema),
  };
}

function combine(parts: readonly Declaration[]): Declaration {
  return {
    isDeclared: parts.some(({ isDeclared }) => isDeclared),
    isMentioned: parts.some(({ isMentioned }) => isMentioned),
    isRequired: parts.some(({ isRequired }) => isRequired),
    isExcluded: parts.some(({ isExcluded }) => isExcluded),
  };
}

function commonTo(options: readonly Declaration[]): Declaration {
  return {
    isDeclared: options.every(({ isDeclared }) => isDeclared),
    isMentioned: options.some(({ isMentioned }) => isMentioned),
    isRequired: options.every(({ isRequired }) => isRequired),
    isExcluded: options.some(({ isExcluded }) => isExcluded),
  };
}

/**
 * Returns the values that a schema allows for one of its properties, or `undefined` if it does not
 * list them.
 *
 * The schema's own list replaces those of the schemas that it extends.
 */
export function literalsOf(
  source: unknown,
  key: string,
  schemas: JsonObject,
  visited: ReadonlySet<unknown> = new Set(),
): readonly Literal[] | undefined {
  const schema = resolveSchema(source, schemas);
  if (!isObject(schema) || visited.has(schema)) return undefined;
  const seen = new Set([...visited, schema]);
  const read = (part: unknown) => literalsOf(part, key, schemas, seen);
  const parts = listOf(schema.allOf);
  const inherited = parts.filter((part) => isObject(part) && part.$ref !== undefined);
  const inline = parts.filter((part) => !inherited.includes(part));
  return (
    commonLiterals([
      listedValues(objectOf(schema.properties)[key], schemas),
      ...inline.map(read),
    ]) ??
    commonLiterals(inherited.map(read)) ??
    allLiterals(alternativesOf(schema).map(read))
  );
}

function listedValues(property: unknown, schemas: JsonObject): readonly Literal[] | undefined {
  const schema = resolveSchema(property, schemas);
  if (!isObject(schema)) return undefined;
  const values = Object.hasOwn(schema, "const") ? [schema.const] : schema.enum;
  if (Array.isArray(values)) return values.filter(isLiteral);
  return commonLiterals(listOf(schema.allOf).map((part) => listedValues(part, schemas)));
}

function isLiteral(value: unknown): value is Literal {
  return ["string", "number", "boolean"].includes(typeof value);
}

type Literals = readonly Literal[] | undefined;

function commonLiterals(lists: readonly Literals[]): Literals {
  const [first, ...others] = lists.filter((list) => list !== undefined);
  return first?.filter((value) => others.every((list) => list.includes(value)));
}

function allLiterals(lists: readonly Literals[]): Literals {
  const known = lists.filter((list) => list !== undefined);
  if (lists.length === 0 || known.length < lists.length) return undefined;
  return [...new Set(known.flat())];
}
