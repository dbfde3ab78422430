import type { Hmac } from "../../http/wire/hmac.ts";
import { joinPairs, type Pair, toPair } from "../../http/wire/pairs.ts";
import { comparePairs } from "./canonical-query.ts";
import { authParams, type FlipCredentials, identify } from "./credentials.ts";
import { joinLines } from "./string-to-sign.ts";

/** A request whose path is canonical, and its parameters as pairs in canonical order. */
export interface UnsignedRequest {
  method: string;
  host: string;
  path: string;
  pairs: readonly Pair[];
}

/** Signs a request: the result is its whole query, with the signature at its place. */
export type SignQuery = (request: UnsignedRequest, timestamp: string) => string;

/**
 * Makes a signer. What is the same for all requests is prepared here, once.
 *
 * @param hmac - That of the secret key.
 */
export function createQuerySigner(credentials: FlipCredentials, hmac: Hmac): SignQuery {
  const identity = Object.entries(identify(credentials)).map(([key, value]) =>
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
