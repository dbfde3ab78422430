import { type CanonicalPair, comparePairs, joinPairs, toPair } from "./canonical-query.ts";
import { authParams, type FlipCredentials, identify } from "./credentials.ts";
import { signature } from "./signature.ts";
import { joinLines } from "./string-to-sign.ts";

/** A request whose path is canonical, and its parameters as pairs in canonical order. */
export interface UnsignedRequest {
  method: string;
  host: string;
  path: string;
  pairs: CanonicalPair[];
}

/** Signs a request: the result is its whole query, with the signature at its place. */
export type SignQuery = (request: UnsignedRequest, timestamp: string) => string;

/** Makes a signer. What is the same for all requests is prepared here, once. */
export function createQuerySigner(credentials: FlipCredentials): SignQuery {
  const { secretKey } = credentials;
  const identity = Object.entries(identify(credentials)).map(([key, value]) =>
    toAuthPair(key, value),
  );
  return ({ method, host, path, pairs }, timestamp) => {
    const signed = pairs.filter(({ key }) => !authParams.has(key));
    for (const pair of identity) insertPair(signed, pair);
    insertPair(signed, toAuthPair("timestamp", timestamp));
    const text = joinLines(method, host, path, joinPairs(signed));
    insertPair(signed, toAuthPair("signature", signature(secretKey, text)));
    return joinPairs(signed);
  };
}

function toAuthPair(key: string, value: string): CanonicalPair {
  return toPair({ key, field: undefined, value });
}

/** Puts a pair at its place among others that are in order. */
function insertPair(pairs: CanonicalPair[], pair: CanonicalPair): void {
  const place = pairs.findIndex((other) => comparePairs(other, pair) > 0);
  pairs.splice(place < 0 ? pairs.length : place, 0, pair);
}
