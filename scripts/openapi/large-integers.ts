import type { JsonObject } from "./json.ts";

/** Formats whose values need not fit in a number of JavaScript. */
const largeFormats: readonly unknown[] = ["int64", "uint64"];

/**
 * Returns whether integers of a schema can lie beyond the safe integers of JavaScript.
 *
 * That is what `int64` and `uint64` mean, unless the schema states a safe `maximum`. A `minimum` is
 * not necessary: whoever limits a value to what JavaScript can represent means both signs.
 */
export function isLargeInteger({ format, minimum = 0, maximum }: JsonObject): boolean {
  return largeFormats.includes(format) && !(isSafe(minimum) && isSafe(maximum));
}

function isSafe(bound: unknown): boolean {
  return typeof bound === "number" && Math.abs(bound) <= Number.MAX_SAFE_INTEGER;
}
