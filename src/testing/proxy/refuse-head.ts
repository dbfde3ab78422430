import { type RequestHead, valuesOf } from "./http/message-head.ts";

/** What the proxy answers itself. */
export interface OwnAnswer {
  readonly status: number;
  readonly phrase: string;
  /** Why it is not passed on. */
  readonly reason: string;
}

/** Requests that are not passed on: what follows them is no HTTP, and neither API has it. */
export function refuseHead({ method, fields }: RequestHead): OwnAnswer | undefined {
  if (method === "CONNECT") return notImplemented("Tunnels (CONNECT) are not passed on");
  // Other upgrades are offers that a server may ignore, such as Java's to HTTP/2.
  const isWebSocket = valuesOf(fields, "upgrade").includes("websocket");
  return isWebSocket ? notImplemented("WebSockets are not passed on") : undefined;
}

function notImplemented(reason: string): OwnAnswer {
  return { status: 501, phrase: "Not Implemented", reason };
}

/** The bytes of an answer of the proxy's own, after which the connection ends. */
export function formatOwnAnswer(
  { status, phrase, reason }: OwnAnswer,
  body: unknown,
  method: string,
): string {
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} ${phrase}`,
    `Date: ${new Date().toUTCString()}`,
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(text)}`,
    `Proxy-Reason: ${reason.replace(/[^\x20-\x7e]/g, "?")}`,
    "Connection: close",
  ];
  return `${head.join("\r\n")}\r\n\r\n${method === "HEAD" ? "" : text}`;
}
