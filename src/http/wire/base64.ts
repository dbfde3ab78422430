/** Standard base64 (RFC 4648, section 4) with padding. */
export function toBase64(bytes: Uint8Array): string {
  // Spread would go through an iterator, which takes longer than the rest.
  return btoa(Reflect.apply(String.fromCharCode, undefined, bytes));
}

/** URL-safe base64 (RFC 4648, section 5), with padding. */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_");
}
