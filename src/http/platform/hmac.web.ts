import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";

const encoder = new TextEncoder();

/**
 * HMAC-SHA256 (RFC 2104, FIPS 180-4). Key and text are taken as UTF-8.
 *
 * The platform's own WebCrypto would make every signature a promise.
 */
export function hmacSha256(key: string, text: string): Uint8Array {
  return hmac(sha256, encoder.encode(key), encoder.encode(text));
}
