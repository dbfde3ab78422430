import { canonicalPath } from "./canonical-path.ts";
import { canonicalQuery, type FlipParams } from "./canonical-query.ts";
import { authParams, type FlipCredentials, identify } from "./credentials.ts";
import { signature } from "./signature.ts";
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
 * signed nor returned.
 *
 * @throws {InvalidArgumentError} When the path or a parameter cannot be used.
 */
export function signParams<Params extends FlipParams>(
  { method, host, path, params, timestamp }: ParamsToSign<Params>,
  credentials: FlipCredentials,
): Omit<Params, "file" | keyof SignatureParams> & SignatureParams {
  const own = Object.entries(params).filter(
    ([key, value]) =>
      key !== "file" && !authParams.has(key) && value !== undefined && value !== null,
  );
  const signed = { ...Object.fromEntries(own), ...identify(credentials), timestamp };
  const text = joinLines(method, host, canonicalPath(path), canonicalQuery(signed));
  const result = { ...signed, signature: signature(credentials.secretKey, text) };
  // What was taken out of Params above, the type takes out of it too.
  return result as unknown as Omit<Params, "file" | keyof SignatureParams> & SignatureParams;
}
