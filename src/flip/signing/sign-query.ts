import { type CanonicalPair, comparePairs, joinPairs, toPair } from "./canonical-query.ts";
import { authParams, type FlipCredentials, identify } from "./credentials.ts";
import { signature } from "./signature.ts";
import { joinLines } from "./string-to-sign.ts";

/** A request whose path is canonical, and its parameters as pairs. */
export interface UnsignedRequest {
  method: string;
  host: string;
  path: string;
  pairs: CanonicalPair[];
}

/** Signs a request: the result is its whole query, with the signature at its place. */
export function signQuery(
  { method, host, path, pairs }: UnsignedRequest,
  credentials: FlipCredentials,
  timestamp: string,
): string {
  const own = pairs.filter(({ key }) => !authParams.has(key));
  const identity = Object.entries(identify(credentials, timestamp)).map(toAuthPair);
  const signed = [...own, ...identity].sort(comparePairs);
  const text = joinLines(method, host, path, joinPairs(signed));
  const proof = toAuthPair(["signature", signature(credentials.secretKey, text)]);
  return joinPairs([...signed, proof].sort(comparePairs));
}

function toAuthPair([key, value]: [string, string]): CanonicalPair {
  return toPair({ key, field: undefined, value });
}
