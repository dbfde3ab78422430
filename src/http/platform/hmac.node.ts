import { createHmac } from "node:crypto";

/**
 * HMAC-SHA256 (RFC 2104, FIPS 180-4). Key and text are taken as UTF-8.
 *
 * Node's own: four times as fast as one in JavaScript, and quicker to load.
 */
export function hmacSha256(key: string, text: string): Uint8Array {
  return createHmac("sha256", key).update(text).digest();
}
