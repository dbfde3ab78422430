import { requireText, requireThat } from "../http/argument-checks.ts";
import { toBase64, toBase64Url } from "../http/wire/hmac.ts";
import type { Credentials } from "./credentials.ts";

/**
 * Signs text and returns it together with its signature, which is the form of Qiniu's tokens: the access
 * key, the signature and the text in URL-safe base64 with padding, separated by colons.
 *
 * @throws {InvalidArgumentError} When an argument is not valid, or a key is an asynchronous function.
 */
export function signWithData(credentials: Credentials, text: string): string {
  // Not `instanceof`, which would add the class to every bundle that only creates tokens.
  const isSigner = typeof credentials?.sign === "function";
  requireThat(isSigner, "credentials", "must be an instance of Credentials");
  const encoded = toBase64Url(toBase64(new TextEncoder().encode(requireText("text", text))));
  return `${credentials.sign(encoded)}:${encoded}`;
}
