import { isObject, type JsonObject } from "./json.ts";

/** The kinds of objects in an OpenAPI document. */
export type SpecKind =
  | "Document"
  | "Components"
  | "PathItem"
  | "Operation"
  | "Parameter"
  | "Header"
  | "RequestBody"
  | "Response"
  | "MediaType"
  | "Schema"
  | "Example"
  | "Callback"
  | "Link"
  | "SecurityScheme";

type Shape = "one" | "list" | "map";
type Children = Readonly<Record<string, readonly [SpecKind, Shape]>>;

/**
 * Returns the replacement of a child. `key` is its name inside a map, otherwise its property; `keys`
 * lead from the node to the child.
 */
export type ChangeChild = (
  child: unknown,
  kind: SpecKind,
  key: string,
  keys: readonly string[],
) => unknown;

/** One child of a node; see {@link childrenOf}. */
export interface Child {
  readonly kind: SpecKind;
  readonly key: string;
  readonly value: unknown;
}

/** Methods of a path item, in the order of the OpenAPI specification. */
export const methods = [
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
] as const;

/** A method of a path item. */
export type Method = (typeof methods)[number];

/** Returns whether requests with a method have no body: `fetch` rejects one. */
export function isBodiless(method: Method): boolean {
  return method === "get" || method === "head";
}

const parameterChildren: Children = {
  schema: ["Schema", "one"],
  content: ["MediaType", "map"],
  examples: ["Example", "map"],
};

/** The key that represents all other keys of an object, except extensions. */
const anyKey = "*";

const shapes: Readonly<Record<SpecKind, Children>> = {
  Document: {
    paths: ["PathItem", "map"],
    webhooks: ["PathItem", "map"],
    components: ["Components", "one"],
  },
  Components: {
    schemas: ["Schema", "map"],
    responses: ["Response", "map"],
    parameters: ["Parameter", "map"],
    requestBodies: ["RequestBody", "map"],
    headers: ["Header", "map"],
    examples: ["Example", "map"],
    callbacks: ["Callback", "map"],
    links: ["Link", "map"],
    securitySchemes: ["SecurityScheme", "map"],
  },
  PathItem: {
    parameters: ["Parameter", "list"],
    ...Object.fromEntries(methods.map((method) => [method, ["Operation", "one"] as const])),
  },
  Operation: {
    parameters: ["Parameter", "list"],
    requestBody: ["RequestBody", "one"],
    responses: ["Response", "map"],
    callbacks: ["Callback", "map"],
  },
  Parameter: parameterChildren,
  Header: parameterChildren,
  RequestBody: { content: ["MediaType", "map"] },
  Response: {
    headers: ["Header", "map"],
    content: ["MediaType", "map"],
    links: ["Link", "map"],
  },
  MediaType: { schema: ["Schema", "one"], examples: ["Example", "map"] },
  Schema: {
    properties: ["Schema", "map"],
    patternProperties: ["Schema", "map"],
    additionalProperties: ["Schema", "one"],
    items: ["Schema", "one"],
    prefixItems: ["Schema", "list"],
    allOf: ["Schema", "list"],
    anyOf: ["Schema", "list"],
    oneOf: ["Schema", "list"],
    if: ["Schema", "one"],
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: ["Schema", "one"],
    else: ["Schema", "one"],
  },
  Example: {},
  Callback: { [anyKey]: ["PathItem", "one"] },
  Link: {},
  SecurityScheme: {},
};

/** Lists the children of a node, in document order. */
export function childrenOf(node: JsonObject, kind: SpecKind): Child[] {
  const children: Child[] = [];
  mapChildren(node, kind, (value, childKind, key) => {
    children.push({ kind: childKind, key, value });
    return value;
  });
  return children;
}

/**
 * Replaces the children of a node.
 *
 * Does not modify the node, and returns the node itself if no child changes. So only the changed
 * parts of a document are copied.
 */
export function mapChildren(node: JsonObject, kind: SpecKind, change: ChangeChild): JsonObject {
  const children = shapes[kind];
  let copy: Record<string, unknown> | undefined;
  for (const key in node) {
    const child = Object.hasOwn(children, key) ? children[key] : otherChild(children, key);
    if (child === undefined) continue;
    const changed = mapChild(node[key], child, key, change);
    if (changed === node[key]) continue;
    copy ??= { ...node };
    copy[key] = changed;
  }
  return copy ?? node;
}

/** Lists the fields of a kind of node that contain several nodes. */
export function listCollections(kind: SpecKind): string[] {
  return Object.entries(shapes[kind]).flatMap(([key, [, shape]]) => (shape === "one" ? [] : [key]));
}

function otherChild(children: Children, key: string): Children[string] | undefined {
  return key === "$ref" || key.startsWith("x-") ? undefined : children[anyKey];
}

function mapChild(
  value: unknown,
  [kind, shape]: readonly [SpecKind, Shape],
  key: string,
  change: ChangeChild,
): unknown {
  if (shape === "list") {
    return mapList(value, (item, index) => change(item, kind, key, [key, String(index)]));
  }
  if (shape === "map") {
    return mapValues(value, (item, name) => change(item, kind, name, [key, name]));
  }
  return change(value, kind, key, [key]);
}

function mapList(value: unknown, change: (item: unknown, index: number) => unknown): unknown {
  if (!Array.isArray(value)) return value;
  const changed = value.map(change);
  return changed.some((item, index) => item !== value[index]) ? changed : value;
}

/** Replaces the values of an object. Returns the object itself if none changes. */
export function mapValues(
  value: unknown,
  change: (item: unknown, key: string) => unknown,
): unknown {
  if (!isObject(value)) return value;
  let hasChanged = false;
  const entries = Object.entries(value).map(([key, item]) => {
    const changed = change(item, key);
    hasChanged ||= changed !== item;
    return [key, changed] as const;
  });
  return hasChanged ? Object.fromEntries(entries) : value;
}
