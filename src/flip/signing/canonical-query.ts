import { isPlainObject } from "../../http/argument-checks.ts";
import { escapeText } from "../../http/wire/escape-text.ts";
import { type FlatParam, flattenParams } from "../../http/wire/flatten-params.ts";

/** Parameters of a request, as the caller gives them. */
export type FlipParams = Readonly<Record<string, unknown>>;

/** One `key=value` of a canonical query. */
export interface CanonicalPair {
  /** What the pair is sorted by, not escaped. */
  readonly key: string;
  readonly field: string;
  /** `key=value` or `key[field]=value`, escaped but for the brackets. */
  readonly text: string;
}

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
  return joinPairs(canonicalPairs(params));
}

/** The pairs of {@link canonicalQuery}, in its order. */
export function canonicalPairs(params: FlipParams): CanonicalPair[] {
  return flattenParams("params", prepare(params))
    .filter(({ field }) => field !== "file")
    .map(toPair)
    .sort(comparePairs);
}

/** The query of pairs that are in order. */
export function joinPairs(pairs: CanonicalPair[]): string {
  return pairs.map(({ text }) => text).join("&");
}

/** Makes the pair of one parameter. */
export function toPair({ key, field, value }: FlatParam): CanonicalPair {
  const name = field === undefined ? escapeText(key) : `${escapeText(key)}[${escapeText(field)}]`;
  return { key, field: field ?? "", text: `${name}=${escapeText(value, key)}` };
}

/** Orders pairs by key, and pairs of one key by field. */
export function comparePairs(a: CanonicalPair, b: CanonicalPair): number {
  return compareCodePoints(a.key, b.key) || compareCodePoints(a.field, b.field);
}

/** Without `file`, and with `pipeline` as text. The caller's object stays as it is. */
function prepare({ file: _, ...params }: FlipParams): Record<string, unknown> {
  const { pipeline } = params;
  return isPlainObject(pipeline) ? { ...params, pipeline: JSON.stringify(pipeline) } : params;
}

/** `<` would compare UTF-16 units, in which U+1F600 stands before U+FF01. */
function compareCodePoints(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index++;
  // Of two different low surrogates the pair's order is theirs: the high ones were equal.
  return (a.codePointAt(index) ?? -1) - (b.codePointAt(index) ?? -1);
}
