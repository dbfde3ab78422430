import type { ServerResponse } from "node:http";
import type { Violation } from "./recorded-request.ts";
import type { Reply } from "./reply.ts";

/** Headers longer than this are refused by common clients. */
const longestHeader = 8000;

/** Writes an answer with its length and the time of the mock's clock, or breaks the connection. */
export function sendReply(response: ServerResponse, reply: Reply, now: Date): void {
  if (reply.isReset) {
    response.socket?.resetAndDestroy();
    return;
  }
  const { status, headers = {}, violations = [] } = reply;
  const { bytes, type } = encodeBody(reply);
  response.sendDate = false;
  response.setHeader("Date", now.toUTCString());
  if (type !== undefined) response.setHeader("Content-Type", type);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (violations.length > 0) response.setHeader("sl-violations", describe(violations));
  if (type === undefined) response.removeHeader("Content-Type");
  if (status !== 204 && status !== 304) response.setHeader("Content-Length", bytes.length);
  response.writeHead(status).end(bytes);
}

function encodeBody({ body, text }: Reply): { bytes: Buffer; type: string | undefined } {
  if (text !== undefined) return { bytes: Buffer.from(text), type: "text/plain; charset=utf-8" };
  if (body === undefined) return { bytes: Buffer.alloc(0), type: undefined };
  return { bytes: Buffer.from(JSON.stringify(body)), type: "application/json" };
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
