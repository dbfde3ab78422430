/** Standard base64 (RFC 4648, section 4) with padding. */
export function toBase64(bytes: Uint8Array): string {
  // Spread would go through an iterator, which takes longer than the rest.
  return btoa(Reflect.apply(String.fromCharCode, undefined, bytes));
}

/** Turns standard base64 into the URL-safe one (RFC 4648, section 5). The padding stays. */
export function toBase64Url(base64: string): string {
  return base64.replaceAll("+", "-").replaceAll("/", "_");
}
