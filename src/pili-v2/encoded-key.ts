import { requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
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
  const text = requireText("key", key);
  if (!loneSurrogate.test(text)) return toBase64Url(toBase64(new TextEncoder().encode(text)));
  throw new InvalidArgumentError("key", "must be well-formed Unicode");
}

const loneSurrogate = /\p{Surrogate}/u;
