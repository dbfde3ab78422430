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
  /**
   * Returns the time of the signatures.
   *
   * @default () => new Date()
   */
  now?: () => Date;
}

const versionPrefix = /^\/v[\d.]+(?=\/)/;

/**
 * Creates middleware that signs the requests of your own openapi-fetch client.
 *
 * Register it last: a request must not change after it has been signed. Requests with a body are sent
 * with chunked encoding, because the URL of a `Request` cannot be changed without streaming its body.
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

/** Returns the signed URL of a request whose path starts with the version of the API. */
function signUrl(method: string, url: string, sign: SignQuery, timestamp: string): string {
  const { hostname, pathname, search, origin } = new URL(url);
  const path = canonicalPath(pathname.replace(versionPrefix, ""));
  const query = sign({ method, host: hostname, path, pairs: parseQuery(search) }, timestamp);
  return `${origin}${pathname}?${query}`;
}

/** Request with a canonical path and its parameters as pairs in canonical order. */
interface UnsignedRequest {
  method: string;
  host: string;
  path: string;
  pairs: readonly Pair[];
}

/** Signs a request and returns its whole query, including the signature. */
type SignQuery = (request: UnsignedRequest, timestamp: string) => string;

/**
 * Creates a signer. Everything that is the same for all requests is prepared once.
 *
 * @param hmac - HMAC keyed with the secret key.
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

/** Inserts a pair into pairs in canonical order. */
function insertPair(pairs: Pair[], pair: Pair): void {
  const index = pairs.findLastIndex((other) => comparePairs(other, pair) < 0) + 1;
  pairs.splice(index, 0, pair);
}
