import { freeName } from "../document/component-names.ts";
import { isObject, type JsonObject, objectOf, textOf } from "../document/json.ts";
import { type Method, mapChildren, methods } from "../document/spec-shape.ts";
import { functionName, typeName } from "./function-names.ts";

/**
 * Gives every operation an id that results in a function of its own.
 *
 * An operation keeps its id if no earlier one has the same function. Any other gets an id that is
 * derived from its method and path, so it does not depend on other operations. Only where two
 * derived ids are equal too, the later one gets a number.
 */
export function nameOperations(document: JsonObject): JsonObject {
  const taken = new Set<string>();
  const ids = new Map<string, string>();
  const unnamed: Place[] = [];
  for (const place of listPlaces(document)) {
    const id = textOf(place.operation.operationId);
    const key = id === undefined ? undefined : functionKey(id);
    if (id === undefined || key === undefined || taken.has(key)) {
      unnamed.push(place);
    } else {
      taken.add(key);
      ids.set(placeKey(place), id);
    }
  }
  for (const place of unnamed) {
    const id = freeName(deriveId(place), (name) => taken.has(functionKey(name)));
    taken.add(functionKey(id));
    ids.set(placeKey(place), id);
  }
  return setIds(document, ids);
}

interface Place {
  readonly section: string;
  readonly path: string;
  readonly method: Method;
  readonly operation: JsonObject;
}

/** Lists the operations whose types have names: those of paths, then those of webhooks. */
function listPlaces(document: JsonObject): Place[] {
  return ["paths", "webhooks"].flatMap((section) =>
    Object.entries(objectOf(document[section])).flatMap(([path, item]) =>
      methods.flatMap((method) => {
        const operation = objectOf(item)[method];
        return isObject(operation) ? [{ section, path, method, operation }] : [];
      }),
    ),
  );
}

function placeKey({ section, path, method }: Omit<Place, "operation">): string {
  return `${section} ${method} ${path}`;
}

/** Functions whose names differ only in the case of the first letter would share their types. */
export function functionKey(operationId: string): string {
  return typeName(functionName(operationId), "");
}

/** `get`, `/videos/{id}/parts` → `getVideosByIdParts`. */
function deriveId({ section, path, method }: Place): string {
  const words = path.replaceAll(/\{([^{}]*)\}/g, " by $1 ");
  const prefix = section === "webhooks" ? "webhook " : "";
  const name = functionName(`${prefix}${method} ${words}`.replaceAll(/[^\p{ID_Continue}]+/gu, " "));
  return name === functionName(method) ? `${method}Root` : name;
}

function setIds(document: JsonObject, ids: ReadonlyMap<string, string>): JsonObject {
  return mapChildren(document, "Document", (item, kind, path, [section = ""]) => {
    if (kind !== "PathItem" || !isObject(item)) return item;
    return mapChildren(item, kind, (operation, childKind, key) => {
      if (childKind !== "Operation" || !isObject(operation)) return operation;
      const method = methods.find((name) => name === key);
      const operationId = method && ids.get(placeKey({ section, path, method }));
      return operationId === operation.operationId ? operation : { ...operation, operationId };
    });
  });
}
