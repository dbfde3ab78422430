import { isObject } from "./json.ts";
import { parsePointer } from "./json-pointer.ts";

/** Reads and parses the file behind a URL. */
export type ReadDocument = (href: string) => unknown;

/** Where a reference leads. */
export interface Target {
  /** URL of the file that holds the value. */
  readonly file: string;
  /** Keys that lead to the value inside its file. */
  readonly keys: readonly string[];
  readonly value: unknown;
}

/** References followed in a row before they are taken for a circle. */
const maxChain = 100;

/**
 * Finds what a `$ref` in a file means.
 *
 * @throws {Error} When there is no such file or no such place in it.
 */
export function resolveReference(reference: string, from: string, read: ReadDocument): Target {
  return follow(reference, from, read, 0);
}

function follow(reference: string, from: string, read: ReadDocument, depth: number): Target {
  if (depth > maxChain) throw new Error("it leads to itself");
  const url = new URL(reference, from);
  if (url.protocol !== "file:") throw new Error("only files are read");
  const fragment = url.hash.slice(1);
  if (fragment !== "" && !fragment.startsWith("/")) throw new Error("anchors are not supported");
  url.hash = "";

  let place: Target = { file: url.href, keys: [], value: read(url.href) };
  for (const key of parsePointer(fragment)) place = step(place, key, read, depth);
  return place;
}

/** Goes one key down, through a reference where one is in the way. */
function step(place: Target, key: string, read: ReadDocument, depth: number): Target {
  const { value } = place;
  if (Array.isArray(value) && /^\d+$/.test(key) && Number(key) < value.length) {
    return { ...place, keys: [...place.keys, key], value: value[Number(key)] };
  }
  if (isObject(value) && Object.hasOwn(value, key)) {
    return { ...place, keys: [...place.keys, key], value: value[key] };
  }
  if (isObject(value) && typeof value.$ref === "string") {
    return step(follow(value.$ref, place.file, read, depth + 1), key, read, depth + 1);
  }
  throw new Error(`there is no "${key}"`);
}

/** Follows a value that is nothing but a reference to the value it stands for. */
export function resolveChain(reference: string, from: string, read: ReadDocument): Target {
  let target = resolveReference(reference, from, read);
  for (let depth = 0; isPureReference(target.value); depth++) {
    if (depth > maxChain) throw new Error("it leads to itself");
    target = resolveReference(target.value.$ref, target.file, read);
  }
  return target;
}

/** Tells whether a value says nothing beside its `$ref`. */
export function isPureReference(value: unknown): value is { readonly $ref: string } {
  return isObject(value) && typeof value.$ref === "string" && Object.keys(value).length === 1;
}
