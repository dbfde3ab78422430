import { isObject, type JsonObject, listOf, objectOf } from "./json.ts";
import type { Dereference } from "./references.ts";

/**
 * What the values of a schema look like to a serializer: a scalar, a list of scalars (or a scalar), an
 * object of scalars with the declared fields, one with any fields, or anything else.
 */
export type ValueShape = "scalar" | "list" | "fields" | "map" | "other";

const scalarTypes = new Set(["string", "number", "integer", "boolean", "null"]);

/** The number of nested schemas that are read. */
const maxDepth = 20;

/** Returns the {@link ValueShape} of a schema. */
export function shapeOf(schema: unknown, dereference: Dereference, depth = 0): ValueShape {
  const node = dereference(schema);
  if (!isObject(node) || depth > maxDepth) return "other";
  const shape = (child: unknown) => shapeOf(child, dereference, depth + 1);
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
