import { createHmacSha256 } from "#hmac";

/** The signature of a string to sign: base64 of its HMAC-SHA256, 44 characters. */
export function signature(secretKey: string, stringToSign: string): string {
  return createHmacSha256(secretKey)(stringToSign);
}
