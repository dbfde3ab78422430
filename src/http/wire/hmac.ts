/** A function that returns the HMAC of data (strings as UTF-8) with one key, as padded base64. */
export type Hmac = (data: string | Uint8Array) => string;

/** Block length of SHA-1 and SHA-256, in bytes. */
export const blockLength = 64;

/** Inner and outer pad of an HMAC: the key, padded to a block, xor a constant. */
interface HmacPads {
  readonly inner: Uint8Array;
  readonly outer: Uint8Array;
}

/**
 * Returns the pads of a key (RFC 2104, section 2): the HMAC is `hash(outer + hash(inner + text))`.
 *
 * @param key - The key, encoded as UTF-8.
 * @param hash - Shortens a key that is longer than a block.
 */
export function hmacPads(key: string, hash: (bytes: Uint8Array) => Uint8Array): HmacPads {
  const bytes = new TextEncoder().encode(key);
  const block = new Uint8Array(blockLength);
  block.set(bytes.length > blockLength ? hash(bytes) : bytes);
  return { inner: block.map((byte) => byte ^ 0x36), outer: block.map((byte) => byte ^ 0x5c) };
}

/** Returns standard base64 (RFC 4648, section 4) with padding. */
export function toBase64(bytes: Uint8Array): string {
  // Spread would use an iterator, which takes longer than everything else.
  return btoa(Reflect.apply(String.fromCharCode, undefined, bytes));
}

/** Converts standard base64 into the URL-safe form (RFC 4648, section 5). The padding stays. */
export function toBase64Url(base64: string): string {
  return base64.replaceAll("+", "-").replaceAll("/", "_");
}
