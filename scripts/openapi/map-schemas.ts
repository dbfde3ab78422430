import { describeBytes } from "./binary-schemas.ts";
import { isObject, type JsonObject, objectOf } from "./json.ts";
import { parsePointer } from "./json-pointer.ts";
import type { Direction } from "./schema-graph.ts";
import { mapChildren, mapValues, type SpecKind } from "./spec-shape.ts";

/** Gives the replacement of a schema that travels in a direction. */
export type ChangeSchema = (schema: unknown, direction: Direction) => unknown;

/** The way of the parts of an operation. */
const directions: Readonly<Partial<Record<SpecKind, Direction>>> = {
  Parameter: "write",
  RequestBody: "write",
  Response: "read",
  Header: "read",
};

const opposite = { write: "read", read: "write" } as const;

/** Replaces every schema of a bundled document but the component schemas, which have no direction. */
export function mapSchemas(document: JsonObject, change: ChangeSchema): JsonObject {
  const { webhooks, ...ours } = document;
  const changed = mapChildren(ours, "Document", (child, kind, key) =>
    mapPart(child, kind, key, "read", change),
  );
  if (webhooks === undefined) return changed;
  return {
    ...changed,
    webhooks: mapValues(webhooks, (item) => mapWebhook(item, document, change)),
  };
}

function mapPart(
  node: unknown,
  kind: SpecKind,
  key: string,
  inherited: Direction,
  change: ChangeSchema,
): unknown {
  const direction = directions[kind] ?? inherited;
  if (kind === "Schema") return change(node, direction);
  if (!isObject(node)) return node;
  const described = kind === "MediaType" ? describeBytes(node, key) : node;
  return mapChildren(described, kind, (child, childKind, childKey) =>
    isComponentSchema(kind, childKind)
      ? child
      : mapPart(child, childKind, childKey, direction, change),
  );
}

function isComponentSchema(kind: SpecKind, childKind: SpecKind): boolean {
  return kind === "Components" && childKind === "Schema";
}

/**
 * The server calls a webhook, so what is a request to it is an answer to us.
 *
 * Shared parts are put in place, for elsewhere they go the other way.
 */
function mapWebhook(item: unknown, document: JsonObject, change: ChangeSchema): unknown {
  const place = (child: unknown, childKind: SpecKind): unknown => {
    if (!isObject(child) || childKind === "Schema") return child;
    const placed = lookUp(document, child.$ref) ?? child;
    return mapChildren(placed, childKind, place);
  };
  const turned: ChangeSchema = (schema, direction) => change(schema, opposite[direction]);
  return mapPart(place(item, "PathItem"), "PathItem", "", "write", turned);
}

function lookUp(document: JsonObject, reference: unknown): JsonObject | undefined {
  if (typeof reference !== "string") return undefined;
  let value: unknown = document;
  for (const key of parsePointer(reference.slice(1))) value = objectOf(value)[key];
  return isObject(value) ? value : undefined;
}
