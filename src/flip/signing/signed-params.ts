import { isSet } from "../../http/argument-checks.ts";
import type { Hmac } from "../../http/wire/hmac.ts";
import { joinPairs, toQueryValue } from "../../http/wire/serialize.ts";
import { canonicalPath } from "../../telestream/canonical-path.ts";
import { type Identity, identityParams, isReplaced } from "./credentials.ts";
import { canonicalPairs, type FlipParams, joinLines, pipelineToText } from "./signature.ts";

/** Parameters that a signature adds to those of the caller. */
export interface SignatureParams {
  access_key: string;
  /** Present when the credentials contain a factory id. */
  factory_id?: string;
  /** ISO 8601, UTC. */
  timestamp: string;
  /** Base64, 44 characters, not escaped. */
  signature: string;
}

/** Parameters of the caller as they were signed, and those that the signature adds. */
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

/** Request that {@link signParams} signs. */
interface ParamsToSign<Params> {
  method: string;
  host: string;
  /** Path without the version prefix. */
  path: string;
  params: Params;
  timestamp: string;
}

/**
 * Signs parameters and returns them together with those of the signature.
 *
 * Parameters named like those that the signature adds are replaced. `file` and parameters that are
 * `undefined` or `null` are neither signed nor returned. A `Date` and a `pipeline` object are returned
 * as the text that was signed.
 *
 * @param hmac - HMAC keyed with the secret key.
 * @throws {InvalidArgumentError} When the path or a parameter is not valid.
 */
export function signParams<Params extends FlipParams>(
  { method, host, path, params, timestamp }: ParamsToSign<Params>,
  account: Identity,
  hmac: Hmac,
): SignedParams<Params> {
  const signed = Object.entries(params)
    .filter(([key, value]) => key !== "file" && !isReplaced(key, account) && isSet(value))
    .map(([key, value]): [string, unknown] => [key, toSignedValue(key, value)]);
  signed.push(...Object.entries(identityParams(account)), ["timestamp", timestamp]);
  const query = joinPairs(canonicalPairs(Object.fromEntries(signed)));
  signed.push(["signature", hmac(joinLines(method, host, canonicalPath(path), query))]);
  // The type leaves out the same parameters as the filter above.
  return Object.fromEntries(signed) as unknown as SignedParams<Params>;
}

/** Serializes values that other HTTP clients would serialize differently. */
function toSignedValue(key: string, value: unknown): unknown {
  if (value instanceof Date) return toQueryValue(key, value);
  return key === "pipeline" ? pipelineToText(value) : value;
}
