import { isObject, type JsonObject, objectOf, parsePointer } from "./json.ts";
import { listCollections, type SpecKind } from "./spec-shape.ts";

/** Reads and parses the file behind a URL. */
export type ReadDocument = (href: string) => unknown;

/** The value that a reference points to, and its location. */
export interface Target {
  /** URL of the file that contains the value. */
  readonly file: string;
  /** Keys that lead to the value inside its file. */
  readonly keys: readonly string[];
  readonly value: unknown;
}

/** The number of references that are followed in a row before they count as a cycle. */
const maxChain = 100;

/**
 * Resolves a `$ref` of a file.
 *
 * @throws {Error} When the file or the location in it does not exist.
 */
function resolveReference(reference: string, from: string, read: ReadDocument): Target {
  return follow(reference, from, read, 0);
}

function follow(reference: string, from: string, read: ReadDocument, depth: number): Target {
  if (depth > maxChain) throw new Error("it refers to itself");
  const url = new URL(reference, from);
  if (url.protocol !== "file:") throw new Error("only files are supported");
  const fragment = url.hash.slice(1);
  if (fragment !== "" && !fragment.startsWith("/")) throw new Error("anchors are not supported");
  url.hash = "";

  let location: Target = { file: url.href, keys: [], value: read(url.href) };
  for (const key of parsePointer(fragment)) location = step(location, key, read, depth);
  return location;
}

/** Descends by one key. A reference on the path is followed. */
function step(location: Target, key: string, read: ReadDocument, depth: number): Target {
  const { value } = location;
  if (Array.isArray(value) && /^\d+$/.test(key) && Number(key) < value.length) {
    return { ...location, keys: [...location.keys, key], value: value[Number(key)] };
  }
  if (isObject(value) && Object.hasOwn(value, key)) {
    return { ...location, keys: [...location.keys, key], value: value[key] };
  }
  if (isObject(value) && typeof value.$ref === "string") {
    return step(follow(value.$ref, location.file, read, depth + 1), key, read, depth + 1);
  }
  throw new Error(`"${key}" does not exist`);
}

/** Resolves a `$ref`, and then each target that consists of nothing but a `$ref`. */
export function resolveChain(reference: string, from: string, read: ReadDocument): Target {
  let target = resolveReference(reference, from, read);
  for (let depth = 0; isPureReference(target.value); depth++) {
    if (depth > maxChain) throw new Error("it refers to itself");
    target = resolveReference(target.value.$ref, target.file, read);
  }
  return target;
}

/** Returns whether a value has a `$ref` and no other key. */
export function isPureReference(value: unknown): value is { readonly $ref: string } {
  return isObject(value) && typeof value.$ref === "string" && Object.keys(value).length === 1;
}

/** Keywords that refer to an anchor, which a schema that contains itself declares. */
const anchorKeywords = [
  ["$recursiveRef", "$recursiveAnchor"],
  ["$dynamicRef", "$dynamicAnchor"],
] as const;

/**
 * Replaces a `$recursiveRef` or `$dynamicRef` to the schema that contains it by a `$ref`.
 *
 * @param outer - The URL of the outermost schema.
 */
export function expandAnchor(schema: unknown, outer: string, read: ReadDocument): unknown {
  if (!isObject(schema)) return schema;
  for (const [keyword, anchor] of anchorKeywords) {
    const { [keyword]: reference, ...others } = schema;
    if (typeof reference !== "string" || !reference.startsWith("#")) continue;
    const name = reference.slice(1);
    const declared = objectOf(resolveReference(outer, outer, read).value)[anchor];
    if (declared === (name === "" ? true : name)) return { ...others, $ref: outer };
  }
  return schema;
}

/** Returns the target of a node's `$ref`, or the node itself if it has none. */
export type Dereference = (node: unknown) => unknown;

/** Creates a {@link Dereference} for the references of a bundled document. */
export function createDereference(document: JsonObject): Dereference {
  const dereference = (node: unknown, depth = 0): unknown => {
    if (!isObject(node) || typeof node.$ref !== "string" || depth > maxChain) return node;
    let value: unknown = document;
    for (const key of parsePointer(node.$ref.slice(1))) value = objectOf(value)[key];
    return dereference(value, depth + 1);
  };
  return (node) => dereference(node);
}

/** Resolves a reference of the current file, or reports it as the value of a field. */
type ResolveField = (reference: string, key: string) => Target | undefined;

type Resolve = (reference: string) => Target | undefined;

/** The number of collections in a row that refer to another one and add entries of their own. */
const maxExtensions = 20;

/**
 * Replaces the references that stand in the place of a list or a map of nodes, such as
 * `properties: { $ref: … }`, by a collection of references to the single nodes.
 *
 * OpenAPI does not define them, but bundlers of other tools resolve them.
 */
export function expandCollections(
  node: JsonObject,
  kind: SpecKind,
  resolve: ResolveField,
): JsonObject {
  let copy: Record<string, unknown> | undefined;
  for (const key of listReplaced(kind)) {
    const value = node[key];
    if (!isObject(value) || typeof value.$ref !== "string") continue;
    copy ??= { ...node };
    copy[key] = expand(value, value.$ref, (reference) => resolve(reference, key));
  }
  return copy ?? node;
}

function listReplaced(kind: SpecKind): readonly string[] {
  const known = collections.get(kind) ?? listCollections(kind);
  collections.set(kind, known);
  return known;
}

const collections = new Map<SpecKind, readonly string[]>([
  ["Document", ["paths", "webhooks", "components"]],
]);

function expand(value: JsonObject, reference: string, resolve: Resolve): unknown {
  const { $ref: _, ...own } = value;
  const target = resolve(reference);
  // A reported reference leaves an empty collection.
  if (target === undefined) return own;
  if (Array.isArray(target.value)) return target.value.map((_, index) => refer(target, index));
  return { ...entriesOf(target, resolve, maxExtensions), ...own };
}

function entriesOf(target: Target, resolve: Resolve, extensions: number): JsonObject {
  if (!isObject(target.value)) return {};
  const { $ref, ...own } = target.value;
  const entries = Object.keys(own).map((key) => [key, refer(target, key)] as const);
  if (typeof $ref !== "string" || extensions === 0) return Object.fromEntries(entries);
  const base = resolve(new URL($ref, target.file).href);
  const inherited = base === undefined ? {} : entriesOf(base, resolve, extensions - 1);
  return { ...inherited, ...Object.fromEntries(entries) };
}

function refer({ file, keys }: Target, key: string | number): JsonObject {
  const pointer = [...keys, String(key)].map((part) =>
    encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")),
  );
  return { $ref: `${file}#/${pointer.join("/")}` };
}
