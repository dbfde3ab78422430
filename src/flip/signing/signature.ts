import { createHmacSha256 } from "#hmac";
import { isPlainObject } from "../../http/argument-checks.ts";
import type { Hmac } from "../../http/wire/hmac.ts";
import { joinPairs, type Pair, toPair, toPairs } from "../../http/wire/serialize.ts";
import { canonicalPath } from "../../telestream/canonical-path.ts";
import { type Identity, isReplaced } from "./credentials.ts";

/** The parts of a request that are signed. */
export interface SignedRequest {
  /** HTTP method, in upper or lower case. */
  method: string;
  /** Host without scheme and port, in upper or lower case. */
  host: string;
  /** Path without the version prefix: `/videos.json`. */
  path: string;
  /** All parameters: those of the caller, `access_key`, `factory_id` and `timestamp`. */
  params: FlipParams;
}

/**
 * Returns the text that is signed: method, host, path and canonical query, each on its own line.
 *
 * @throws {InvalidArgumentError} When the path or a parameter is not valid.
 */
export function stringToSign({ method, host, path, params }: SignedRequest): string {
  return joinLines(method, host, canonicalPath(path), canonicalQuery(params));
}

/** Returns the {@link stringToSign} of a path and query that are already canonical. */
export function joinLines(method: string, host: string, path: string, query: string): string {
  return `${method.toUpperCase()}\n${host.toLowerCase()}\n${path}\n${query}`;
}

/** Returns the signature of a string to sign: its HMAC-SHA256 in base64, 44 characters. */
export function signature(secretKey: string, stringToSign: string): string {
  return createHmacSha256(secretKey)(stringToSign);
}

/** Parameters of a request, as passed by the caller. */
export type FlipParams = Readonly<Record<string, unknown>>;

/**
 * Returns the query as it is signed and sent: sorted by code point, escaped according to RFC 3986,
 * with fields of nested objects as `events[video_created]=true`.
 *
 * Omits `undefined`, `null` and every parameter or field named `file`. Serializes a plain object under
 * `pipeline` to JSON and arrays to comma-separated lists.
 *
 * @throws {InvalidArgumentError} When a value cannot be serialized.
 */
export function canonicalQuery(params: FlipParams): string {
  return joinPairs(canonicalPairs(params));
}

/** Returns the pairs of {@link canonicalQuery} in canonical order. */
export function canonicalPairs(params: FlipParams): Pair[] {
  const { file, pipeline } = params;
  const isSigned = file === undefined && !isPlainObject(pipeline);
  const signed = isSigned
    ? params
    : { ...params, file: undefined, pipeline: pipelineToText(pipeline) };
  return toPairs("params", signed)
    .filter(({ field }) => field !== "file")
    .sort(comparePairs);
}

/** Compares pairs by key, then by field. */
function comparePairs(a: Pair, b: Pair): number {
  return compareCodePoints(a.key, b.key) || compareCodePoints(a.field, b.field);
}

/** Serializes a pipeline to JSON if it is a plain object, and returns any other value unchanged. */
export function pipelineToText(pipeline: unknown): unknown {
  return isPlainObject(pipeline) ? JSON.stringify(pipeline) : pipeline;
}

/** Compares by code point. `<` compares UTF-16 code units, which sort U+1F600 before U+FF01. */
function compareCodePoints(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a.charCodeAt(index) === b.charCodeAt(index)) index++;
  // In the middle of a pair, codePointAt() returns the low surrogate: the high ones are equal.
  return (a.codePointAt(index) ?? -1) - (b.codePointAt(index) ?? -1);
}

/**
 * Parses a query in any order and escaping, and returns its pairs in canonical order.
 *
 * Reads `events[a]` as a field of `events` even when the brackets are escaped, as the service does.
 */
export function parseQuery(query: string): Pair[] {
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => {
    const [, key = name, field] = /^([^[\]]+)\[([^[\]]+)\]$/.exec(name) ?? [];
    return toPair(key, value, field);
  });
  return pairs.sort(comparePairs);
}

/** Request with a canonical path, and its parameters as pairs in canonical order. */
interface UnsignedRequest {
  method: string;
  host: string;
  path: string;
  pairs: readonly Pair[];
}

/** Signs a request and returns its whole query in canonical order, including the signature. */
export type SignQuery = (request: UnsignedRequest, timestamp: string) => string;

/**
 * Creates a signer. Everything that is the same for all requests is prepared once.
 *
 * @param hmac - HMAC keyed with the secret key.
 */
export function createQuerySigner(account: Identity, hmac: Hmac): SignQuery {
  const { accessKey, factoryId } = account;
  const identity = toPairs("params", { access_key: accessKey, factory_id: factoryId });
  return ({ method, host, path, pairs }, timestamp) => {
    const signed = pairs.filter(({ key }) => !isReplaced(key, account));
    for (const pair of identity) insertPair(signed, pair);
    insertPair(signed, toPair("timestamp", timestamp));
    const text = joinLines(method, host, path, joinPairs(signed));
    insertPair(signed, toPair("signature", hmac(text)));
    return joinPairs(signed);
  };
}

/** Inserts a pair into pairs in canonical order. Sorting them again would take longer. */
function insertPair(pairs: Pair[], pair: Pair): void {
  const index = pairs.findLastIndex((other) => comparePairs(other, pair) < 0) + 1;
  pairs.splice(index, 0, pair);
}
