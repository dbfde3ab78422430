import { quoteForShell } from "../quote-for-shell.ts";
import type { SignedFlipRequest } from "./flip-request.ts";

/** How a signed request can be printed. */
export const flipFormats = ["json", "query", "url", "curl"] as const;

/** How a signed request is printed. */
export type FlipFormat = (typeof flipFormats)[number];

/** Prints a signed request. */
export function formatFlipRequest(
  request: SignedFlipRequest,
  format: FlipFormat,
  file: string | undefined,
): string {
  const { method, params, url } = request;
  if (format === "json") return JSON.stringify(params, undefined, 2);
  if (format === "query") return url.slice(url.indexOf("?") + 1);
  if (format === "url") return url;
  const form = file === undefined ? [] : ["--form", `file=@${quoteFormPath(file)}`];
  // Brackets are part of the query, and no pattern.
  return quoteForShell(["curl", "--globoff", "--request", method, ...form, url]);
}

/** The stages of a signature, to compare with those of another signer. */
export function explainFlipRequest(request: SignedFlipRequest): string {
  const { path, query, params } = request;
  const text = request.stringToSign;
  return [
    `Canonical path:\n  ${path}`,
    `Canonical query:\n  ${query}`,
    `String to sign, ${Buffer.byteLength(text)} bytes in four lines, without a line break at the end:`,
    ...text.split("\n").map((line) => `  ${line}`),
    `String to sign, as JSON:\n  ${JSON.stringify(text)}`,
    `Signature, HMAC-SHA256 by the secret key as base64:\n  ${params.signature}`,
    "",
  ].join("\n");
}

/** curl reads `;` and `,` in a path as something else, unless it is in quotes. */
function quoteFormPath(path: string): string {
  return `"${path.replace(/["\\]/g, "\\$&")}"`;
}
