import type { ServerResponse } from "node:http";
import type { Violation } from "./violation.ts";

/** A response before it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; `undefined` for an empty body. */
  readonly body?: unknown;
  /** Body that is sent unchanged, instead of `body`. */
  readonly text?: string;
  /** Whether the connection is reset without a response. */
  readonly isReset?: boolean;
  readonly violations?: readonly Violation[];
}

/** Body of an error. */
export interface ErrorBody {
  readonly error: string;
  readonly message: string;
}

/** A reply that rejects a request. */
export interface Rejection extends Reply {
  readonly body: ErrorBody;
}

/** Returns a reply with an error. */
export function reject(status: number, error: string, message: string): Rejection {
  return { status, body: { error, message } };
}

/** Returns the reply to a request that does not match the spec. */
export function rejectViolations(violations: readonly Violation[]): Rejection {
  const message = violations.map((violation) => violation.message).join("; ");
  return { ...reject(400, "BadRequest", message), violations };
}

/** Common clients reject longer headers. */
const maxHeaderLength = 8000;

/** Sends a reply with its length and the time of the mock's clock, or resets the connection. */
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
  if (violations.length > 0) response.setHeader("sl-violations", formatViolations(violations));
  if (type === undefined) response.removeHeader("Content-Type");
  if (status !== 204 && status !== 304) response.setHeader("Content-Length", bytes.length);
  response.writeHead(status).end(bytes);
}

function encodeBody({ body, text }: Reply): { bytes: Buffer; type: string | undefined } {
  if (text !== undefined) return { bytes: Buffer.from(text), type: "text/plain; charset=utf-8" };
  if (body === undefined) return { bytes: Buffer.alloc(0), type: undefined };
  return { bytes: Buffer.from(JSON.stringify(body)), type: "application/json" };
}

/** Writes violations in the format of Prism's header, in ASCII. */
function formatViolations(violations: readonly Violation[]): string {
  const text = JSON.stringify(violations.map((violation) => ({ ...violation, severity: "Error" })));
  const ascii = text.replace(
    /[^\x20-\x7e]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return ascii.slice(0, maxHeaderLength);
}
