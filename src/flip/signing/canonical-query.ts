import { isPlainObject } from "../../http/argument-checks.ts";
import { joinPairs, type Pair, toPairs } from "../../http/wire/pairs.ts";

/** Parameters of a request, as the caller gives them. */
export type FlipParams = Readonly<Record<string, unknown>>;

/**
 * The query as it is signed and sent: sorted by code point, escaped as RFC 3986 says, fields of
 * nested objects as `events[video_created]=true`.
 *
 * `undefined` and `null` are left out. `file` never takes part, at no level. A plain object under `pipeline`
 * becomes JSON text, arrays become comma lists.
 *
 * @throws {InvalidArgumentError} When a value cannot be written as text.
 */
export function canonicalQuery(params: FlipParams): string {
  return joinPairs(canonicalPairs(Object.entries(params)));
}

/** The pairs of {@link canonicalQuery}, in its order. */
export function canonicalPairs(params: readonly [string, unknown][]): Pair[] {
  const signed = params.filter(([key]) => key !== "file").map(withPipelineAsText);
  return toPairs("params", signed)
    .filter(({ field }) => field !== "file")
    .sort(comparePairs);
}

/** Orders pairs by key, and pairs of one key by field. */
export function comparePairs(a: Pair, b: Pair): number {
  return compareCodePoints(a.key, b.key) || compareCodePoints(a.field, b.field);
}

function withPipelineAsText([key, value]: [string, unknown]): [string, unknown] {
  return [key, key === "pipeline" && isPlainObject(value) ? JSON.stringify(value) : value];
}

/** `<` would compare UTF-16 units, in which U+1F600 stands before U+FF01. */
function compareCodePoints(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a.charCodeAt(index) === b.charCodeAt(index)) index++;
  // Of two different low surrogates the pair's order is theirs: the high ones were equal.
  return (a.codePointAt(index) ?? -1) - (b.codePointAt(index) ?? -1);
}
