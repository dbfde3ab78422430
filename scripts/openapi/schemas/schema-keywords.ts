import { isObject, type JsonObject, listOf } from "../document/json.ts";
import { isBinarySchema } from "../document/media-types.ts";
import { literalOf, type TypeText, unionOf } from "./type-text.ts";

/** Returns the type of the values that `const` or `enum` lists. */
export function literalType(schema: JsonObject): TypeText | undefined {
  if (Object.hasOwn(schema, "const")) return literalOf(schema.const);
  return Array.isArray(schema.enum) ? unionOf(schema.enum.map(literalOf)) : undefined;
}

/** Returns a number of items, or `undefined` if the value is none. */
export function toCount(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 ? value : undefined;
}

/** Returns the types of a schema without `null`. A schema with `properties` describes an object. */
export function typesOf(schema: JsonObject): readonly unknown[] {
  const { type } = schema;
  if (Array.isArray(type)) {
    const others = type.filter((name) => name !== "null" && name !== null);
    return others.length === 0 ? ["null"] : others;
  }
  if (typeof type === "string") return [type];
  if (isBinarySchema(schema)) return ["string"];
  if (objectKeywords.some((key) => isObject(schema[key]))) return ["object"];
  return isObject(schema.items) || Array.isArray(schema.prefixItems) ? ["array"] : [];
}

/** Returns whether a schema describes objects, or does not say what it describes. */
export function isObjectType(schema: JsonObject): boolean {
  return typesOf(schema).every((type) => type === "object");
}

const objectKeywords = ["properties", "additionalProperties", "patternProperties"];

/** Keywords that describe the properties of an object, or refer to such a description. */
const shapeKeywords = [...objectKeywords, "$ref", "allOf", "anyOf", "oneOf"];

function hasShape(schema: unknown): boolean {
  return isObject(schema) && shapeKeywords.some((key) => schema[key] !== undefined);
}

/** Returns whether several keywords of a schema describe the properties of the same object. */
export function isCombination(schema: JsonObject): boolean {
  const isOwn = objectKeywords.some((key) => schema[key] !== undefined);
  const parts = listOf(schema.allOf).filter(hasShape).length;
  const choices = [schema.anyOf, schema.oneOf].filter((list) => listOf(list).some(hasShape)).length;
  return Number(isOwn) + parts + choices > 1;
}

/** Returns whether a schema allows no value. */
export function rejectsAll({ not }: JsonObject): boolean {
  return not === true || (isObject(not) && Object.keys(not).length === 0);
}

/** Returns whether a schema allows `null` besides what its other keywords describe. */
export function isNullable(schema: JsonObject): boolean {
  const isListed = listOf(schema.type).some((type) => type === "null" || type === null);
  return schema.nullable === true || isListed || listOf(schema.allOf).some(isNullPart);
}

/** Keywords that say more than `nullable`. */
const assertions =
  "$ref type enum const properties required additionalProperties items allOf anyOf oneOf not".split(
    " ",
  );

/** Returns whether `nullable` is all that a schema says. Its author means `null`. */
export function isBareNull(schema: unknown): boolean {
  if (!isObject(schema) || schema.nullable !== true) return false;
  return !assertions.some((keyword) => schema[keyword] !== undefined);
}

/** Returns whether a part of `allOf` adds nothing but `null`: `{ type: object, nullable: true }` does. */
export function isNullPart(schema: unknown): boolean {
  return isBareNull(isObject(schema) && schema.type === "object" ? omitType(schema) : schema);
}

function omitType({ type, ...others }: JsonObject): JsonObject {
  return others;
}

/** Returns whether other schemas apply to the same value. */
export function isComposed({ allOf, anyOf, oneOf, if: condition }: JsonObject): boolean {
  return [allOf, anyOf, oneOf, condition].some((keyword) => keyword !== undefined);
}

/** Returns whether a schema describes a single text, number or boolean, and nothing else applies to it. */
export function isScalar(schema: JsonObject): boolean {
  const { type, required } = schema;
  return (
    typeof type === "string" && type !== "object" && required === undefined && !isComposed(schema)
  );
}

/** Formats whose values need not fit in a number of JavaScript. */
const largeFormats: readonly unknown[] = ["int64", "uint64"];

/**
 * Returns whether integers of a schema can lie beyond the safe integers of JavaScript.
 *
 * That is what `int64` and `uint64` mean, unless the schema states a safe `maximum`. A `minimum` is
 * not necessary: whoever limits a value to what JavaScript can represent means both signs.
 */
export function isLargeInteger({ format, minimum = 0, maximum }: JsonObject): boolean {
  return largeFormats.includes(format) && !(isSafe(minimum) && isSafe(maximum));
}

function isSafe(bound: unknown): boolean {
  return typeof bound === "number" && Math.abs(bound) <= Number.MAX_SAFE_INTEGER;
}
