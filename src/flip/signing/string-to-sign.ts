import { createHmacSha256 } from "#hmac";
import { canonicalPath, canonicalQuery, type FlipParams } from "./canonical-query.ts";

/** A request as the signature sees it. */
export interface SignedRequest {
  /** HTTP method, in any case. */
  method: string;
  /** Host without scheme and port, in any case. */
  host: string;
  /** Path without the version prefix: `/videos.json`. */
  path: string;
  /** All parameters: the caller's, `access_key`, `factory_id` and `timestamp`. */
  params: FlipParams;
}

/**
 * The text that is signed: method, host, path and canonical query, each on a line.
 *
 * @throws {InvalidArgumentError} When the path or a parameter cannot be used.
 */
export function stringToSign({ method, host, path, params }: SignedRequest): string {
  return joinLines(method, host, canonicalPath(path), canonicalQuery(params));
}

/** {@link stringToSign} of parts that are canonical already. */
export function joinLines(method: string, host: string, path: string, query: string): string {
  return `${method.toUpperCase()}\n${host.toLowerCase()}\n${path}\n${query}`;
}

/** The signature of a string to sign: base64 of its HMAC-SHA256, 44 characters. */
export function signature(secretKey: string, stringToSign: string): string {
  return createHmacSha256(secretKey)(stringToSign);
}
