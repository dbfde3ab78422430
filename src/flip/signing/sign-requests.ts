import type { Middleware } from "openapi-fetch";
import { createHmacSha256 } from "#hmac";
import { requireText } from "../../http/argument-checks.ts";
import { Clock } from "../../http/send/clock.ts";
import type { Hmac } from "../../http/wire/hmac.ts";
import { joinPairs, type Pair, toPair } from "../../http/wire/query.ts";
import { canonicalPath, comparePairs, parseQuery } from "./canonical-query.ts";
import { authParams, type FlipCredentials, identityParams } from "./credentials.ts";
import { joinLines } from "./string-to-sign.ts";

/** Options of {@link signRequests}. */
export interface SignRequestsOptions {
  /** @default () => new Date() */
  now?: () => Date;
}

const versionPrefix = /^\/v[\d.]+(?=\/)/;

/**
 * Signs the requests of an openapi-fetch client of your own.
 *
 * Register it last: nothing may change a request after its signature. Requests with a body are
 * sent chunked, since a platform request cannot get another URL otherwise.
 *
 * @throws {InvalidArgumentError} When a key is empty.
 * @example
 * const client = createClient<paths>({ baseUrl: "https://api-gce.pandastream.com/v3.0" });
 * client.use(signRequests({ accessKey, secretKey, factoryId }));
 */
export function signRequests(
  credentials: FlipCredentials,
  { now }: SignRequestsOptions = {},
): Middleware {
  requireText("accessKey", credentials.accessKey);
  requireText("secretKey", credentials.secretKey);
  const clock = new Clock(now);
  const sign = createQuerySigner(credentials, createHmacSha256(credentials.secretKey));
  return {
    onRequest: ({ request }) =>
      new Request(signUrl(request.method, request.url, sign, clock.timestamp()), request),
  };
}

/** The URL of a request with the parameters that sign it. Its path starts with the API's version. */
function signUrl(method: string, url: string, sign: SignQuery, timestamp: string): string {
  const { hostname, pathname, search, origin } = new URL(url);
  const path = canonicalPath(pathname.replace(versionPrefix, ""));
  const query = sign({ method, host: hostname, path, pairs: parseQuery(search) }, timestamp);
  return `${origin}${pathname}?${query}`;
}

/** A request whose path is canonical, and its parameters as pairs in canonical order. */
interface UnsignedRequest {
  method: string;
  host: string;
  path: string;
  pairs: readonly Pair[];
}

/** Signs a request: the result is its whole query, with the signature at its place. */
type SignQuery = (request: UnsignedRequest, timestamp: string) => string;

/**
 * Makes a signer. What is the same for all requests is prepared here, once.
 *
 * @param hmac - That of the secret key.
 */
export function createQuerySigner(credentials: FlipCredentials, hmac: Hmac): SignQuery {
  const identity = Object.entries(identityParams(credentials)).map(([key, value]) =>
    toPair(key, undefined, value),
  );
  return ({ method, host, path, pairs }, timestamp) => {
    const signed = pairs.filter(({ key }) => !authParams.has(key));
    for (const pair of identity) insertPair(signed, pair);
    insertPair(signed, toPair("timestamp", undefined, timestamp));
    const text = joinLines(method, host, path, joinPairs(signed));
    insertPair(signed, toPair("signature", undefined, hmac(text)));
    return joinPairs(signed);
  };
}

/** Puts a pair at its place among others that are in order. */
function insertPair(pairs: Pair[], pair: Pair): void {
  const place = pairs.findLastIndex((other) => comparePairs(other, pair) < 0) + 1;
  pairs.splice(place, 0, pair);
}
