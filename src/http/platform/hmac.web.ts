import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, type Hash } from "@noble/hashes/utils.js";
import { type Hmac, hmacPads, toBase64 } from "../wire/hmac.ts";

const encoder = /* @__PURE__ */ new TextEncoder();

/**
 * Creates the HMAC-SHA256 function (RFC 2104, FIPS 180-4) of a key, which is encoded as UTF-8.
 *
 * WebCrypto would make every signature a promise.
 */
export function createHmacSha256(key: string): Hmac {
  return createHmac(() => sha256.create(), key);
}

/** Creates the HMAC-SHA1 function (RFC 2104, RFC 3174) of a key, which is encoded as UTF-8. */
export function createHmacSha1(key: string): Hmac {
  return createHmac(() => sha1.create(), key);
}

/** Creates an incremental SHA-256 (FIPS 180-4). */
export function createSha256(): { update(chunk: Uint8Array): void; hex(): string } {
  const hash = sha256.create();
  return { update: (chunk) => void hash.update(chunk), hex: () => bytesToHex(hash.digest()) };
}

/** Hashes the key once: each HMAC continues from copies of the two states. */
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
