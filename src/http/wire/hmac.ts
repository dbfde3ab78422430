/** An HMAC with one key: takes data, texts as UTF-8, and gives standard base64 with padding. */
export type Hmac = (data: string | Uint8Array) => string;

/** The hashes of both services, SHA-1 and SHA-256, work on blocks of so many bytes. */
export const blockLength = 64;

/** Where the two rounds of an HMAC begin: the key, drawn out to a block and disguised. */
interface HmacPads {
  readonly inner: Uint8Array;
  readonly outer: Uint8Array;
}

/**
 * Prepares a key for HMAC (RFC 2104, section 2), which is `hash(outer + hash(inner + text))`.
 *
 * @param key - Taken as UTF-8.
 * @param hash - Shortens a key that is longer than a block.
 */
export function hmacPads(key: string, hash: (bytes: Uint8Array) => Uint8Array): HmacPads {
  const bytes = new TextEncoder().encode(key);
  const block = new Uint8Array(blockLength);
  block.set(bytes.length > blockLength ? hash(bytes) : bytes);
  return { inner: block.map((byte) => byte ^ 0x36), outer: block.map((byte) => byte ^ 0x5c) };
}

/** Standard base64 (RFC 4648, section 4) with padding. */
export function toBase64(bytes: Uint8Array): string {
  // Spread would go through an iterator, which takes longer than the rest.
  return btoa(Reflect.apply(String.fromCharCode, undefined, bytes));
}

/** Turns standard base64 into the URL-safe one (RFC 4648, section 5). The padding stays. */
export function toBase64Url(base64: string): string {
  return base64.replaceAll("+", "-").replaceAll("/", "_");
}
