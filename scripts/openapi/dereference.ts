import { isObject, type JsonObject, objectOf } from "./json.ts";
import { parsePointer } from "./json-pointer.ts";

/** Gives what a node stands for: itself, or what its `$ref` means. */
export type Dereference = (node: unknown) => unknown;

/** Makes a {@link Dereference} for the references of a bundled document. */
export function createDereference(document: JsonObject): Dereference {
  const dereference = (node: unknown, depth = 0): unknown => {
    if (!isObject(node) || typeof node.$ref !== "string" || depth > 100) return node;
    let value: unknown = document;
    for (const key of parsePointer(node.$ref.slice(1))) value = objectOf(value)[key];
    return dereference(value, depth + 1);
  };
  return (node) => dereference(node);
}
