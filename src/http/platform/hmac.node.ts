import { blockLength, type Hmac, hmacPads } from "../wire/hmac.ts";

type Crypto = typeof import("node:crypto");
type OneShotHash = (algorithm: string, data: Uint8Array, encoding: "base64" | "binary") => string;

/** Loaded with the first signature: an import would make up a third of the package's load time. */
let crypto: Crypto | undefined;

/** Texts of so many characters are written into a buffer that is kept. */
const longestKeptText = 1024;

/**
 * Makes the HMAC-SHA256 (RFC 2104, FIPS 180-4) of a key, which is taken as UTF-8.
 *
 * Node's own hash: many times as fast as one in JavaScript.
 */
export function createHmacSha256(key: string): Hmac {
  return createHmac("sha256", 32, key);
}

/** Makes the HMAC-SHA1 (RFC 2104, RFC 3174) of a key, which is taken as UTF-8. */
export function createHmacSha1(key: string): Hmac {
  return createHmac("sha1", 20, key);
}

/** SHA-256 (FIPS 180-4) of pieces as they come. */
export function createSha256(): { update(piece: Uint8Array): void; hex(): string } {
  const hash = load().createHash("sha256");
  return { update: (piece) => void hash.update(piece), hex: () => hash.digest("hex") };
}

/** Of two hashes in one call each, which takes half as long as the platform's `createHmac`. */
function createHmac(algorithm: string, digestLength: number, key: string): Hmac {
  const hash: OneShotHash = load().hash ?? oneShotHash;
  const pads = hmacPads(key, (bytes) => load().createHash(algorithm).update(bytes).digest());
  const inner = withRoom(pads.inner, 3 * longestKeptText);
  const outer = withRoom(pads.outer, digestLength);
  return (data) => {
    const digest = hash(algorithm, prepend(inner, data), "binary");
    outer.write(digest, blockLength, "binary");
    return hash(algorithm, outer, "base64");
  };
}

/** The block that a buffer begins with, and the data behind it. */
function prepend(buffer: Buffer, data: string | Uint8Array): Uint8Array {
  if (typeof data === "string" && data.length <= longestKeptText) {
    return buffer.subarray(0, blockLength + buffer.write(data, blockLength));
  }
  const bytes = typeof data === "string" ? Buffer.from(data) : data;
  const copy = withRoom(buffer.subarray(0, blockLength), bytes.length);
  copy.set(bytes, blockLength);
  return copy;
}

/** Copies a block into memory of its own: that of `Buffer.concat` other buffers have a share in. */
function withRoom(block: Uint8Array, bytes: number): Buffer {
  const copy = Buffer.alloc(blockLength + bytes);
  copy.set(block);
  return copy;
}

/** For runtimes that imitate Node, but lack its `hash`. */
const oneShotHash: OneShotHash = (algorithm, data, encoding) =>
  load().createHash(algorithm).update(data).digest(encoding);

function load(): Crypto {
  crypto ??= process.getBuiltinModule("node:crypto");
  return crypto;
}
