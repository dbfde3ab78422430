import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, type Hash } from "@noble/hashes/utils.js";
import { type Hmac, hmacPads, toBase64 } from "../wire/hmac.ts";

const encoder = /* @__PURE__ */ new TextEncoder();

/**
 * Makes the HMAC-SHA256 (RFC 2104, FIPS 180-4) of a key, which is taken as UTF-8.
 *
 * The platform's own WebCrypto would make every signature a promise.
 */
export function createHmacSha256(key: string): Hmac {
  return createHmac(() => sha256.create(), key);
}

/** Makes the HMAC-SHA1 (RFC 2104, RFC 3174) of a key, which is taken as UTF-8. */
export function createHmacSha1(key: string): Hmac {
  return createHmac(() => sha1.create(), key);
}

/** SHA-256 (FIPS 180-4) of pieces as they come. */
export function createSha256(): { update(piece: Uint8Array): void; hex(): string } {
  const hash = sha256.create();
  return { update: (piece) => void hash.update(piece), hex: () => bytesToHex(hash.digest()) };
}

/** The key is hashed once: each HMAC goes on from copies of the two states behind it. */
function createHmac<State extends Hash<State>>(create: () => State, key: string): Hmac {
  const pads = hmacPads(key, (bytes) => create().update(bytes).digest());
  const innerStart = create().update(pads.inner);
  const outerStart = create().update(pads.outer);
  const inner = create();
  const outer = create();
  return (data) => {
    const bytes = typeof data === "string" ? encoder.encode(data) : data;
    const digest = innerStart._cloneInto(inner).update(bytes).digest();
    return toBase64(outerStart._cloneInto(outer).update(digest).digest());
  };
}
