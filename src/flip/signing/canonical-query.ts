import { isPlainObject } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { joinPairs, type Pair, toPair, toPairs } from "../../http/wire/query.ts";

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

// Slashes and what the service's own clients trim: space, tab, LF, CR, NUL, vertical tab.
const edges = /^[ \t\n\r\0\v/]+|[ \t\n\r\0\v/]+$/g;
// Characters that a URL keeps as they are in a path, and escapes that are already there.
const unsafe = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]+|%(?![0-9A-Fa-f]{2})/g;
const dotSegment = /(^|\/)(\.|%2e){1,2}(\/|$)/i;

/**
 * The path as it is signed and sent: one slash in front, none behind, no version prefix.
 *
 * Characters that cannot stand in a URL are percent-encoded, so that the signed path is the one
 * that the service sees.
 *
 * @throws {InvalidArgumentError} When the path holds a query, a fragment or a `.` or `..` segment.
 */
export function canonicalPath(path: string): string {
  const trimmed = path.replace(edges, "");
  if (/[?#]/.test(trimmed)) {
    throw new InvalidArgumentError("path", "must not hold a query or fragment: use params");
  }
  if (dotSegment.test(trimmed)) {
    throw new InvalidArgumentError("path", 'must not hold a "." or ".." segment');
  }
  return `/${trimmed.replace(unsafe, escapePart)}`;
}

function escapePart(part: string): string {
  try {
    return encodeURIComponent(part);
  } catch {
    throw new InvalidArgumentError("path", "must be well-formed Unicode");
  }
}

const nested = /^([^[\]]+)\[([^[\]]+)\]$/;

/**
 * Reads the pairs of a query that somebody else has written, whatever its order and escaping, and
 * puts them into canonical order.
 *
 * `events[a]` is taken as a field of `events` also where the brackets are escaped, as the service
 * does.
 */
export function parseQuery(query: string): Pair[] {
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => {
    const [, key = name, field] = nested.exec(name) ?? [];
    return toPair(key, field, value);
  });
  return pairs.sort(comparePairs);
}
