import type { ServerResponse } from "node:http";
import type { Violation } from "./recorded-request.ts";

/** What a request is answered with. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; `undefined` for an empty body. */
  readonly body?: unknown;
  /** A body that is sent as it is, in place of the other one. */
  readonly text?: string;
  /** Whether the connection breaks, without an answer. */
  readonly isReset?: boolean;
  readonly violations?: readonly Violation[];
}

/** What an error says. */
export interface ErrorBody {
  readonly error: string;
  readonly message: string;
}

/** A reply that refuses a request. */
export interface Refusal extends Reply {
  readonly body: ErrorBody;
}

/** An error of the mock's own. */
export function refuse(status: number, error: string, message: string): Refusal {
  return { status, body: { error, message } };
}

/** Answers a request that is not as the spec says. */
export function refuseViolations(violations: readonly Violation[]): Refusal {
  const message = violations.map((violation) => violation.message).join("; ");
  return { ...refuse(400, "BadRequest", message), violations };
}

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
