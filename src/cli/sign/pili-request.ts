import { Credentials, stringToSign } from "../../pili/index.ts";
import type { Keys } from "../credentials-from.ts";
import { quoteForShell } from "../quote-for-shell.ts";
import { UsageError } from "../usage-error.ts";

/** What is signed. */
export interface PiliRequest {
  readonly method: string;
  readonly url: string;
  readonly keys: Keys;
  readonly contentType?: string | undefined;
  /** Of which those that begin with `X-Qiniu-` are signed. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Uint8Array | undefined;
}

/** A signed request, and the stages that led to its signature. */
export interface SignedPiliRequest {
  /** Upper case. */
  readonly method: string;
  /** As it is sent. */
  readonly url: string;
  /** `Qiniu AK:signature`. */
  readonly authorization: string;
  readonly stringToSign: string;
  readonly contentType: string | undefined;
  readonly headers: PiliRequest["headers"];
}

/** @throws {InvalidArgumentError | UsageError} When an argument cannot be used. */
export function signPiliRequest(request: PiliRequest): SignedPiliRequest {
  const { keys, contentType, headers, body } = request;
  const credentials = new Credentials(keys.accessKey, keys.secretKey);
  const method = request.method.toUpperCase();
  const url = requireUrl(request.url);
  const parts = { method, url, contentType, headers, body };
  return {
    ...{ method, url, contentType, headers },
    authorization: credentials.authorization(parts),
    stringToSign: stringToSign(parts),
  };
}

/** How a signed request can be printed. */
export const piliFormats = ["header", "value", "curl"] as const;

/** How a signed request is printed. */
export type PiliFormat = (typeof piliFormats)[number];

/** Prints a signed request. @param data - The words that give curl the body. */
export function formatPiliRequest(
  request: SignedPiliRequest,
  format: PiliFormat,
  data: readonly string[],
): string {
  const { method, url, authorization, contentType, headers } = request;
  if (format === "value") return authorization;
  if (format === "header") return `Authorization: ${authorization}`;
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value}`),
  );
  if (contentType !== undefined) lines.unshift(`Content-Type: ${contentType}`);
  lines.unshift(`Authorization: ${authorization}`);
  const flags = lines.flatMap((line) => ["--header", line]);
  return quoteForShell(["curl", "--globoff", "--request", method, ...flags, ...data, url]);
}

/** The stages of a signature, to compare with those of another signer. */
export function explainPiliRequest({
  authorization,
  stringToSign: text,
}: SignedPiliRequest): string {
  return [
    `String to sign, ${Buffer.byteLength(text)} bytes:`,
    ...text.split("\n").map((line) => `  ${line}`),
    `String to sign, as JSON:\n  ${JSON.stringify(text)}`,
    `Signature, HMAC-SHA1 by the secret key as URL-safe base64 with padding:`,
    `  ${authorization.slice(authorization.lastIndexOf(":") + 1)}`,
    "",
  ].join("\n");
}

function requireUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url.href;
  throw new UsageError("URL must be a whole one, such as http://pili.qiniuapi.com/v1/streams");
}
