import type { Dereference } from "./dereference.ts";
import { isObject, type JsonObject, listOf } from "./json.ts";
import { mapChildren } from "./spec-shape.ts";

const names = new Set(["accept", "content-type", "authorization"]);

/**
 * Takes out the header parameters that OpenAPI tells tools to ignore.
 *
 * `Accept`, `Content-Type` and `Authorization` follow from media types and security schemes.
 *
 * @see https://spec.openapis.org/oas/v3.1.0#fixed-fields-9
 */
export function dropIgnoredHeaders(document: JsonObject, dereference: Dereference): JsonObject {
  const drop = (node: JsonObject) => {
    const parameters = listOf(node.parameters);
    const kept = parameters.filter((parameter) => !isIgnored(dereference(parameter)));
    return kept.length === parameters.length ? node : { ...node, parameters: kept };
  };
  return mapChildren(document, "Document", (item, kind) => {
    if (kind !== "PathItem" || !isObject(item)) return item;
    return mapChildren(drop(item), kind, (operation, childKind) =>
      childKind === "Operation" && isObject(operation) ? drop(operation) : operation,
    );
  });
}

function isIgnored(parameter: unknown): boolean {
  return (
    isObject(parameter) &&
    parameter.in === "header" &&
    names.has(String(parameter.name).toLowerCase())
  );
}
