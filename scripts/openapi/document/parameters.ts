import { isObject, type JsonObject, objectOf } from "./json.ts";
import { mapChildren, type SpecKind } from "./spec-shape.ts";

/** Returns the key of a parameter: parameters with the same key set the same value. */
export function parameterKey(parameter: unknown): string {
  const { in: group, name } = objectOf(parameter);
  return `${group} ${group === "header" ? String(name).toLowerCase() : name}`;
}

/** Returns the path that a request has: without a query and a fragment, which is never sent. */
export function requestPath(path: string): string {
  const sent = path.replace(/[?#].*$/s, "");
  return sent.startsWith("/") ? sent : `/${sent}`;
}

/** Returns the query parameters in a path. */
export function pathQuery(path: string): Record<string, string | string[]> | undefined {
  const [, query = ""] = /^[^?#]*\?([^#]*)/.exec(path) ?? [];
  const parameters = new URLSearchParams(query);
  const entries = [...new Set(parameters.keys())].map((name) => {
    const [value = "", ...others] = parameters.getAll(name);
    return [name, others.length === 0 ? value : [value, ...others]] as const;
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Lists the names of the parameters in a path. */
export function pathParameterNames(path: string): Set<string> {
  return new Set([...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? ""));
}

const holdersOfParameters: readonly SpecKind[] = [
  "Components",
  "PathItem",
  "Operation",
  "Callback",
];

/** Adds the schema of its content to each parameter that has one, so that its type is known. */
export function describeContents(node: JsonObject, kind: SpecKind = "Document"): JsonObject {
  return mapChildren(node, kind, (child, childKind) => {
    if (!isObject(child)) return child;
    if (childKind === "Parameter") return withSchema(child);
    return holdersOfParameters.includes(childKind) ? describeContents(child, childKind) : child;
  });
}

function withSchema(parameter: JsonObject): JsonObject {
  const [content] = Object.values(objectOf(parameter.content));
  const { schema } = objectOf(content);
  return schema === undefined ? parameter : { ...parameter, schema };
}
