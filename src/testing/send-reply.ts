import type { ServerResponse } from "node:http";
import type { Violation } from "./recorded-request.ts";
import type { Reply } from "./reply.ts";

/** Headers longer than this are refused by common clients. */
const longestHeader = 8000;

/** Writes an answer with its length and the time of the mock's clock. */
export function sendReply(response: ServerResponse, reply: Reply, now: Date): void {
  const { status, headers = {}, body, violations = [] } = reply;
  const bytes = Buffer.from(body === undefined ? "" : toText(body));
  response.sendDate = false;
  response.setHeader("Date", now.toUTCString());
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (violations.length > 0) response.setHeader("sl-violations", describe(violations));
  if (bytes.length > 0) response.setHeader("Content-Type", "application/json");
  else response.removeHeader("Content-Type");
  if (status !== 204 && status !== 304) response.setHeader("Content-Length", bytes.length);
  response.writeHead(status).end(bytes);
}

function toText(body: unknown): string {
  return JSON.stringify(body);
}

/** In the form of Prism's header, in ASCII. */
function describe(violations: readonly Violation[]): string {
  const text = JSON.stringify(violations.map((violation) => ({ ...violation, severity: "Error" })));
  const ascii = text.replace(
    /[^\x20-\x7e]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return ascii.slice(0, longestHeader);
}
