import { isPlainObject, isSet } from "../../http/argument-checks.ts";
import type { Hmac } from "../../http/wire/hmac.ts";
import { joinPairs, toQueryValue } from "../../http/wire/query.ts";
import { canonicalPairs, canonicalPath, type FlipParams } from "./canonical-query.ts";
import { authParams, type FlipCredentials, identityParams } from "./credentials.ts";
import { joinLines } from "./string-to-sign.ts";

/** What a signature adds to the caller's parameters. */
export interface SignatureParams {
  access_key: string;
  /** Present when the credentials name a factory. */
  factory_id?: string;
  /** ISO 8601, UTC. */
  timestamp: string;
  /** Base64, 44 characters, not escaped. */
  signature: string;
}

/** The caller's parameters as they were signed, and those that sign them. */
export type SignedParams<Params> = {
  [Name in keyof Params as Exclude<Name, "file" | keyof SignatureParams>]: SignedValue<
    Name,
    Params[Name]
  >;
} & SignatureParams;

type SignedValue<Name, Value> = Value extends Date
  ? string
  : [Name, Value] extends ["pipeline", object]
    ? string
    : Value;

/** The request that {@link signParams} signs. */
export interface ParamsToSign<Params> {
  method: string;
  host: string;
  /** Path without the version prefix. */
  path: string;
  params: Params;
  timestamp: string;
}

/**
 * The caller's parameters with those that sign them.
 *
 * Parameters named as a signature's own are replaced. `file`, `undefined` and `null` are neither
 * signed nor returned. A `Date` and a `pipeline` object come back as the text that was signed.
 *
 * @param hmac - That of the secret key.
 * @throws {InvalidArgumentError} When the path or a parameter cannot be used.
 */
export function signParams<Params extends FlipParams>(
  { method, host, path, params, timestamp }: ParamsToSign<Params>,
  credentials: FlipCredentials,
  hmac: Hmac,
): SignedParams<Params> {
  const signed = Object.entries(params)
    .filter(([key, value]) => key !== "file" && !authParams.has(key) && isSet(value))
    .map(([key, value]): [string, unknown] => [key, toSignedValue(key, value)]);
  signed.push(...Object.entries(identityParams(credentials)), ["timestamp", timestamp]);
  const query = joinPairs(canonicalPairs(signed));
  signed.push(["signature", hmac(joinLines(method, host, canonicalPath(path), query))]);
  // What was taken out of Params above, the type takes out of it too.
  return Object.fromEntries(signed) as unknown as SignedParams<Params>;
}

/** What would become another text elsewhere becomes the one that is signed. */
function toSignedValue(key: string, value: unknown): unknown {
  if (value instanceof Date) return toQueryValue(key, value);
  return key === "pipeline" && isPlainObject(value) ? JSON.stringify(value) : value;
}
