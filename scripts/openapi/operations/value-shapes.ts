import { isObject, type JsonObject, listOf, objectOf } from "../document/json.ts";
import type { Dereference } from "../document/references.ts";
import { childrenOf } from "../document/spec-shape.ts";
import { isLargeInteger } from "../schemas/schema-keywords.ts";

/**
 * What the values of a schema look like to a serializer: a scalar, a list of scalars (or a scalar), an
 * object of scalars with the declared fields, one with any fields, or anything else.
 */
export type ValueShape = "scalar" | "list" | "fields" | "map" | "other";

const scalarTypes = new Set(["string", "number", "integer", "boolean", "null"]);

/** Shapes of schemas. One that contains itself has the shape `other` inside of it. */
const knownShapes = new WeakMap<JsonObject, ValueShape>();

/** Returns the {@link ValueShape} of a schema. */
export function shapeOf(schema: unknown, dereference: Dereference): ValueShape {
  const node = dereference(schema);
  if (!isObject(node)) return "other";
  const known = knownShapes.get(node);
  if (known !== undefined) return known;
  knownShapes.set(node, "other");
  const shape = readShape(node, dereference);
  knownShapes.set(node, shape);
  return shape;
}

function readShape(node: JsonObject, dereference: Dereference): ValueShape {
  const shape = (child: unknown) => shapeOf(child, dereference);
  const types = [node.type].flat().filter((type) => type !== undefined);
  if (types.length > 0) return shapeOfTypes(types.map(String), node, shape);
  if (isScalarEnum(node)) return "scalar";
  const parts = listOf(node.allOf).map(shape);
  if (parts.length > 0) return parts.find((part) => part !== "other") ?? "other";
  const options = [...listOf(node.oneOf), ...listOf(node.anyOf)].filter(
    (option) => objectOf(dereference(option)).type !== "null",
  );
  const shapes = new Set(options.map(shape));
  if (shapes.size === 2 && shapes.has("scalar") && shapes.has("list")) return "list";
  const [only = "other"] = shapes;
  return shapes.size === 1 ? only : "other";
}

function shapeOfTypes(
  types: readonly string[],
  node: JsonObject,
  shape: (child: unknown) => ValueShape,
): ValueShape {
  if (types.every((type) => scalarTypes.has(type))) return "scalar";
  const named = types.filter((type) => type !== "null");
  if (named.length > 1) return "other";
  if (named[0] === "array") return shape(node.items) === "scalar" ? "list" : "other";
  return shapeOfObject(node, shape);
}

function shapeOfObject(node: JsonObject, shape: (child: unknown) => ValueShape): ValueShape {
  const isComposed = Boolean(node.allOf ?? node.oneOf ?? node.anyOf ?? node["patternProperties"]);
  const fields = Object.values(objectOf(node.properties));
  if (isComposed || !fields.every((field) => shape(field) === "scalar")) return "other";
  const { additionalProperties: others } = node;
  if (others === undefined || others === false) return "fields";
  return isObject(others) && shape(others) === "scalar" ? "map" : "other";
}

function isScalarEnum(node: JsonObject): boolean {
  const values = "const" in node ? [node["const"]] : listOf(node["enum"]);
  return values.length > 0 && values.every((value) => typeof value !== "object" || value === null);
}

/** Returns whether values of a schema can hold integers that JavaScript represents only as a bigint. */
export function hasLargeIntegers(
  schema: unknown,
  dereference: Dereference,
  seen = new Set<unknown>(),
): boolean {
  const node = dereference(schema);
  if (!isObject(node) || seen.has(node)) return false;
  seen.add(node);
  return (
    isLargeInteger(node) ||
    childrenOf(node, "Schema").some(({ value }) => hasLargeIntegers(value, dereference, seen))
  );
}
