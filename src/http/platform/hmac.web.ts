import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const encoder = /* @__PURE__ */ new TextEncoder();

/**
 * HMAC-SHA256 (RFC 2104, FIPS 180-4). Key and text are taken as UTF-8.
 *
 * The platform's own WebCrypto would make every signature a promise.
 */
export function hmacSha256(key: string, data: string | Uint8Array): Uint8Array {
  return hmac(sha256, encoder.encode(key), toBytes(data));
}

/** HMAC-SHA1 (RFC 2104, RFC 3174). Key and text are taken as UTF-8. */
export function hmacSha1(key: string, data: string | Uint8Array): Uint8Array {
  return hmac(sha1, encoder.encode(key), toBytes(data));
}

/** SHA-256 (FIPS 180-4) of several pieces one after the other, in hex. */
export function sha256Hex(pieces: readonly Uint8Array[]): string {
  const hash = sha256.create();
  for (const piece of pieces) hash.update(piece);
  return bytesToHex(hash.digest());
}

function toBytes(data: string | Uint8Array): Uint8Array {
  return typeof data === "string" ? encoder.encode(data) : data;
}
