import { blockLength, type Hmac, hmacPads } from "../wire/hmac.ts";

type Crypto = typeof import("node:crypto");
type OneShotHash = (algorithm: string, data: Uint8Array, encoding: "base64" | "binary") => string;

/** Module that is loaded with the first signature: an import would take a third of the load time. */
let crypto: Crypto | undefined;

/** Maximum length of a string that is written into the reused buffer. */
const maxReusedLength = 1024;

/**
 * Creates the HMAC-SHA256 function (RFC 2104, FIPS 180-4) of a key, which is encoded as UTF-8.
 *
 * Uses Node's own hash, which is many times faster than one in JavaScript.
 */
export function createHmacSha256(key: string): Hmac {
  return createHmac("sha256", 32, key);
}

/** Creates the HMAC-SHA1 function (RFC 2104, RFC 3174) of a key, which is encoded as UTF-8. */
export function createHmacSha1(key: string): Hmac {
  return createHmac("sha1", 20, key);
}

/** Creates an incremental SHA-256 (FIPS 180-4). */
export function createSha256(): { update(chunk: Uint8Array): void; hex(): string } {
  const hash = load().createHash("sha256");
  return { update: (chunk) => void hash.update(chunk), hex: () => hash.digest("hex") };
}

/** Returns the MD5 (RFC 1321) of text as UTF-8, in lower-case hex digits. For URLs whose signature it is, not for secrets. */
export function md5(text: string): string {
  return load().createHash("md5").update(text).digest("hex");
}

/** Composes the HMAC of two one-shot hashes, which takes half as long as Node's `createHmac`. */
function createHmac(algorithm: string, digestLength: number, key: string): Hmac {
  const hash: OneShotHash = load().hash ?? oneShotHash;
  const pads = hmacPads(key, (bytes) => load().createHash(algorithm).update(bytes).digest());
  const inner = extend(pads.inner, 3 * maxReusedLength);
  const outer = extend(pads.outer, digestLength);
  return (data) => {
    const digest = hash(algorithm, prepend(inner, data), "binary");
    outer.write(digest, blockLength, "binary");
    return hash(algorithm, outer, "base64");
  };
}

/** Returns the first block of a buffer, followed by the data, in that buffer if possible. */
function prepend(buffer: Buffer, data: string | Uint8Array): Uint8Array {
  if (typeof data === "string" && data.length <= maxReusedLength) {
    return buffer.subarray(0, blockLength + buffer.write(data, blockLength));
  }
  const bytes = typeof data === "string" ? Buffer.from(data) : data;
  const copy = extend(buffer.subarray(0, blockLength), bytes.length);
  copy.set(bytes, blockLength);
  return copy;
}

/** Copies a block into its own memory: `Buffer.concat` would use memory that other buffers share. */
function extend(block: Uint8Array, bytes: number): Buffer {
  const copy = Buffer.alloc(blockLength + bytes);
  copy.set(block);
  return copy;
}

/** Replaces `crypto.hash` in runtimes that imitate Node but lack it. */
const oneShotHash: OneShotHash = (algorithm, data, encoding) =>
  load().createHash(algorithm).update(data).digest(encoding);

function load(): Crypto {
  crypto ??= process.getBuiltinModule("node:crypto");
  return crypto;
}
