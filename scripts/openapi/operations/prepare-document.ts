import { isObject, type JsonObject, listOf, objectOf } from "../document/json.ts";
import { parameterKey, pathParameterNames, requestPath } from "../document/parameters.ts";
import { createDereference, type Dereference } from "../document/references.ts";
import { mapChildren, methods } from "../document/spec-shape.ts";
import { nameOperations } from "./name-operations.ts";

const ignoredHeaders = new Set(["accept", "content-type", "authorization"]);

/**
 * Returns a document with the parameters and ids that endpoint functions need.
 *
 * Removes the header parameters that OpenAPI tells tools to ignore: `Accept`, `Content-Type` and
 * `Authorization` follow from media types and security schemes. In the document of another author it
 * also corrects what makes no difference to the requests: parameters that are declared twice, path
 * parameters that are not declared or not in the path, and operations without an id of their own.
 *
 * @see https://spec.openapis.org/oas/v3.1.0#fixed-fields-9
 */
export function prepareDocument(document: JsonObject, isForeign: boolean): JsonObject {
  const dereference = createDereference(document);
  const dropped = mapChildren(document, "Document", (item, kind, path, [section]) => {
    if (kind !== "PathItem" || !isObject(item)) return item;
    const used = mapHolders(item, (holder) => dropIgnoredHeaders(holder, dereference));
    if (!isForeign) return used;
    return mergeRepeated(
      section === "paths" ? matchPath(used, path, dereference) : used,
      dereference,
    );
  });
  return isForeign ? nameOperations(dropped) : dropped;
}

type ChangeHolder = (holder: JsonObject) => JsonObject;

/** Changes a path item and its operations, the nodes that have parameters. */
function mapHolders(item: JsonObject, change: ChangeHolder): JsonObject {
  return mapOperations(change(item), change);
}

function mapOperations(item: JsonObject, change: ChangeHolder): JsonObject {
  return mapChildren(item, "PathItem", (operation, kind) =>
    kind === "Operation" && isObject(operation) ? change(operation) : operation,
  );
}

function dropIgnoredHeaders(holder: JsonObject, dereference: Dereference): JsonObject {
  return filterParameters(holder, (parameter) => {
    const { in: group, name } = objectOf(dereference(parameter));
    return group !== "header" || !ignoredHeaders.has(String(name).toLowerCase());
  });
}

function filterParameters(
  holder: JsonObject,
  isUsed: (parameter: unknown, index: number) => boolean,
): JsonObject {
  const parameters = listOf(holder.parameters);
  const used = parameters.filter(isUsed);
  return used.length === parameters.length ? holder : { ...holder, parameters: used };
}

/** Adds the path parameters that are only in the path, as strings, and removes those that are not. */
function matchPath(item: JsonObject, path: string, dereference: Dereference): JsonObject {
  const names = pathParameterNames(requestPath(path));
  const used = mapHolders(item, (holder) =>
    filterParameters(holder, (parameter) => {
      const { in: group, name } = objectOf(dereference(parameter));
      return group !== "path" || names.has(String(name));
    }),
  );
  return mapOperations(used, (operation) => {
    const all = [...listOf(used.parameters), ...listOf(operation.parameters)];
    const declared = new Set(all.map((parameter) => parameterKey(dereference(parameter))));
    const missing = [...names]
      .map((name) => ({ name, in: "path", required: true, schema: { type: "string" } }))
      .filter((parameter) => !declared.has(parameterKey(parameter)));
    if (missing.length === 0) return operation;
    return { ...operation, parameters: [...listOf(operation.parameters), ...missing] };
  });
}

/** Keeps the last of several parameters that set the same value. Headers are equal in any case. */
function mergeRepeated(item: JsonObject, dereference: Dereference): JsonObject {
  const keysOf = (parameters: unknown) =>
    listOf(parameters).map((parameter) => parameterKey(dereference(parameter)));
  const unique = mapHolders(item, (holder) => {
    const keys = keysOf(holder.parameters);
    return filterParameters(holder, (_, index) => {
      const key = keys[index];
      return key === undefined || keys.lastIndexOf(key) === index;
    });
  });
  const isOverridden = methods.some((method) => {
    const own = new Set(keysOf(objectOf(unique[method]).parameters));
    return keysOf(unique.parameters).some((key) => own.has(key));
  });
  return isOverridden ? moveToOperations(unique, keysOf) : unique;
}

/** Moves the parameters of a path item to its operations, except those that an operation replaces. */
function moveToOperations(
  { parameters, ...item }: JsonObject,
  keysOf: (parameters: unknown) => string[],
): JsonObject {
  const keys = keysOf(parameters);
  return mapOperations(item, (operation) => {
    const own = new Set(keysOf(operation.parameters));
    const inherited = listOf(parameters).filter((_, index) => !own.has(keys[index] ?? ""));
    return { ...operation, parameters: [...inherited, ...listOf(operation.parameters)] };
  });
}
