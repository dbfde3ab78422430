import { type Hmac, hmacPads, toBase64 } from "../wire/hmac.ts";
import { type BlockHash, Digest, md5 as md5Hash, sha1, sha256 } from "./hash.web.ts";

const encoder = /* @__PURE__ */ new TextEncoder();

/**
 * Creates the HMAC-SHA256 function (RFC 2104, FIPS 180-4) of a key, which is encoded as UTF-8.
 *
 * WebCrypto would make every signature a promise.
 */
export function createHmacSha256(key: string): Hmac {
  return createHmac(sha256(), key);
}

/** Creates the HMAC-SHA1 function (RFC 2104, FIPS 180-4) of a key, which is encoded as UTF-8. */
export function createHmacSha1(key: string): Hmac {
  return createHmac(sha1, key);
}

/** Creates an incremental SHA-256 (FIPS 180-4). */
export function createSha256(): { update(chunk: Uint8Array): void; hex(): string } {
  const digest = new Digest(sha256());
  return { update: (chunk) => void digest.update(chunk), hex: () => toHex(digest.digest()) };
}

/** Returns the MD5 (RFC 1321) of text as UTF-8, in lower-case hex digits. For URLs whose signature it is, not for secrets. */
export function md5(text: string): string {
  return toHex(new Digest(md5Hash).update(encoder.encode(text)).digest());
}

/** Hashes the key once: each HMAC continues from the two states. */
function createHmac(hash: BlockHash, key: string): Hmac {
  const start = (bytes: Uint8Array): Digest => new Digest(hash).update(bytes);
  const pads = hmacPads(key, (bytes) => start(bytes).digest());
  const inner = start(pads.inner);
  const outer = start(pads.outer);
  const digest = new Digest(hash);
  return (data) => {
    const bytes = typeof data === "string" ? encoder.encode(data) : data;
    const innerHash = digest.continueFrom(inner).update(bytes).digest();
    return toBase64(digest.continueFrom(outer).update(innerHash).digest());
  };
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
