import { createHmacSha256 } from "#hmac";
import { canonicalPath, canonicalQuery, type FlipParams } from "./canonical-query.ts";

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
