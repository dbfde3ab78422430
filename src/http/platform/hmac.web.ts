import { _MD5 as Md5, _SHA1 as Sha1 } from "@noble/hashes/legacy.js";
import { _SHA256 as Sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, type Hash } from "@noble/hashes/utils.js";
import { type Hmac, hmacPads, toBase64 } from "../wire/hmac.ts";

const encoder = /* @__PURE__ */ new TextEncoder();

/**
 * Creates the HMAC-SHA256 function (RFC 2104, FIPS 180-4) of a key, which is encoded as UTF-8.
 *
 * WebCrypto would make every signature a promise.
 */
export function createHmacSha256(key: string): Hmac {
  return createHmac(Sha256, key);
}

/** Creates the HMAC-SHA1 function (RFC 2104, RFC 3174) of a key, which is encoded as UTF-8. */
export function createHmacSha1(key: string): Hmac {
  return createHmac(Sha1, key);
}

/** Creates an incremental SHA-256 (FIPS 180-4). */
export function createSha256(): { update(chunk: Uint8Array): void; hex(): string } {
  const hash = new Sha256();
  return { update: (chunk) => void hash.update(chunk), hex: () => bytesToHex(hash.digest()) };
}

/** Returns the MD5 (RFC 1321) of text as UTF-8, in lower-case hex digits. For URLs whose signature it is, not for secrets. */
export function md5(text: string): string {
  return bytesToHex(new Md5().update(encoder.encode(text)).digest());
}

/** Hashes the key once: each HMAC continues from copies of the two states. */
function createHmac<State extends Hash<State>>(StateClass: new () => State, key: string): Hmac {
  const start = (bytes: Uint8Array): State => new StateClass().update(bytes);
  const pads = hmacPads(key, (bytes) => start(bytes).digest());
  const innerStart = start(pads.inner);
  const outerStart = start(pads.outer);
  const copy = new StateClass();
  return (data) => {
    const bytes = typeof data === "string" ? encoder.encode(data) : data;
    const digest = innerStart._cloneInto(copy).update(bytes).digest();
    return toBase64(outerStart._cloneInto(copy).update(digest).digest());
  };
}
