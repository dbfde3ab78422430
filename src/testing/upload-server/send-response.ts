import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { finished } from "node:stream/promises";
import { setTimeout as wait } from "node:timers/promises";
import type { ConnectionEnd, FaultEffects, ResponseDelivery } from "./faults/fault-effects.ts";
import { closeRecord, type UploadRecord } from "./recorded-upload.ts";
import type { SessionState } from "./session-state.ts";
import { belowTls } from "./tls-server.ts";
import type { UploadResponse } from "./upload-response.ts";

/** A request to an upload location, and what belongs to it. */
export interface UploadExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** `undefined` when there is none at the URL of the request. */
  readonly session: SessionState | undefined;
  readonly record: UploadRecord;
  readonly effects: FaultEffects;
  /** Aborted when the server closes. */
  readonly signal: AbortSignal;
  /** Stops the server for some milliseconds. */
  readonly restart: (downMs: number) => void;
}

/** Sends a response, whole or as the effects of the request say. */
export async function sendResponse(
  exchange: UploadExchange,
  response: UploadResponse,
): Promise<void> {
  const { delivery } = exchange.effects;
  switch (delivery.kind) {
    case "whole":
      return sendWhole(exchange, response);
    case "drip":
      return sendSlowly(exchange, response, delivery);
    case "truncate":
      return sendTruncated(exchange, response, delivery.bytes);
    case "raw":
      return sendRaw(exchange, delivery.bytes);
    case "brokenTls":
      return sendBelowTls(exchange, delivery.bytes);
    default:
      return endWithoutResponse(exchange, delivery);
  }
}

/** Ends a request without a response. */
export function endWithoutResponse(exchange: UploadExchange, end: ConnectionEnd): void {
  const { request, record } = exchange;
  closeRecord(record, end.kind === "stall" ? "stalled" : "reset");
  if (end.kind === "stall") return;
  resetConnection(request.socket);
  if (end.kind === "restart") exchange.restart(end.downMs);
}

/** Resets a connection. A socket that speaks TLS cannot do that, only the one below. */
function resetConnection(socket: Socket): void {
  belowTls(socket).resetAndDestroy();
  socket.destroy();
}

async function sendWhole(
  { response, record }: UploadExchange,
  { status, headers, body }: UploadResponse,
): Promise<void> {
  const length = status === 204 ? {} : { "Content-Length": body.length };
  response.writeHead(status, { ...headers, ...length }).end(body);
  await finished(response);
  closeRecord(record, status);
}

async function sendSlowly(
  { request: { socket }, response, record, signal }: UploadExchange,
  content: UploadResponse,
  { bytes, everyMs }: Extract<ResponseDelivery, { kind: "drip" }>,
): Promise<void> {
  const head = formatHead(content, response.getHeaders(), content.body.length);
  const all = Buffer.concat([Buffer.from(head), content.body]);
  for (let start = 0; start < all.length && !socket.destroyed; start += bytes) {
    socket.write(all.subarray(start, start + bytes));
    await wait(everyMs, undefined, { signal });
  }
  closeRecord(record, socket.destroyed ? "aborted" : content.status);
  socket.end();
}

/** Announces a length and ends before it is reached. */
async function sendTruncated(
  { request: { socket }, response, record }: UploadExchange,
  content: UploadResponse,
  bytes: number,
): Promise<void> {
  const head = formatHead(content, response.getHeaders(), content.body.length + 500);
  socket.end(Buffer.concat([Buffer.from(head), content.body.subarray(0, bytes)]));
  await finished(socket, { readable: false });
  closeRecord(record, content.status);
}

async function sendRaw({ request: { socket }, record }: UploadExchange, bytes: Uint8Array) {
  socket.end(bytes);
  await finished(socket, { readable: false });
  closeRecord(record, "raw");
}

/** Sends bytes that are not part of the TLS connection. */
function sendBelowTls({ request, record }: UploadExchange, bytes: Uint8Array): void {
  closeRecord(record, "raw");
  belowTls(request.socket).end(bytes);
}

/** Formats the head of a response that is written to the socket directly. */
function formatHead({ status, headers }: UploadResponse, more: object, length: number): string {
  const lines = Object.entries({ ...more, ...headers, "Content-Length": length });
  const text = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `HTTP/1.1 ${status} Response\r\nConnection: close\r\n${text}\r\n`;
}
