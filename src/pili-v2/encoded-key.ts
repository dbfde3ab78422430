import { requireText, requireThat } from "../http/argument-checks.ts";
import { toBase64, toBase64Url } from "../http/wire/hmac.ts";

/**
 * Encodes the key of a stream for the path of a request: URL-safe base64 (RFC 4648, section 5) of its
 * UTF-8, with padding.
 *
 * @throws {InvalidArgumentError} When the key is blank, or is not well-formed Unicode.
 * @example
 * encodeKey("test-title"); // "dGVzdC10aXRsZQ=="
 */
export function encodeKey(key: string): string {
  return toBase64Url(toBase64(new TextEncoder().encode(requireStreamKey("key", key))));
}

/**
 * Returns the key of a stream.
 *
 * @throws {InvalidArgumentError} When the key is blank, or is not well-formed Unicode.
 */
export function requireStreamKey(argument: string, value: unknown): string {
  const key = requireText(argument, value);
  requireThat(!loneSurrogate.test(key), argument, "must be well-formed Unicode");
  return key;
}

const loneSurrogate = /\p{Surrogate}/u;
