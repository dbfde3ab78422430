import { isObject, type JsonObject } from "./json.ts";
import type { Target } from "./references.ts";
import { listCollections, type SpecKind } from "./spec-shape.ts";

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
