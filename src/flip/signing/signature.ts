import { hmacSha256 } from "#hmac";
import { toBase64 } from "../../http/wire/base64.ts";

/** The signature of a string to sign: base64 of its HMAC-SHA256, 44 characters. */
export function signature(secretKey: string, stringToSign: string): string {
  return toBase64(hmacSha256(secretKey, stringToSign));
}
