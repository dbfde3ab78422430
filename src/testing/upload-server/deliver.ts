import type { IncomingMessage, ServerResponse } from "node:http";
import { finished } from "node:stream/promises";
import { setTimeout as wait } from "node:timers/promises";
import type { Course, Delivery, Ending } from "./faults/course.ts";
import { closeRecord, type UploadRecord } from "./recorded-upload.ts";
import type { SessionState } from "./session-state.ts";
import type { UploadAnswer } from "./upload-answer.ts";

/** Sends an answer, in the way that the course says. */
export async function deliver(exchange: Exchange, answer: UploadAnswer): Promise<void> {
  const { delivery } = exchange.course;
  switch (delivery.kind) {
    case "whole":
      return sendWhole(exchange, answer);
    case "drip":
      return sendDrops(exchange, answer, delivery);
    case "truncate":
      return sendBeginning(exchange, answer, delivery.bytes);
    case "raw":
      return sendRaw(exchange, delivery.bytes);
    default:
      return endWithout(exchange, delivery);
  }
}

/** Ends a request without an answer. */
export function endWithout(exchange: Exchange, ending: Ending): void {
  const { request, record } = exchange;
  closeRecord(record, ending.kind === "stall" ? "stalled" : "reset");
  if (ending.kind === "stall") return;
  request.socket.resetAndDestroy();
  if (ending.kind === "restart") exchange.restart(ending.downMs);
}

async function sendWhole({ response, record }: Exchange, answer: UploadAnswer): Promise<void> {
  const { status, headers, body } = answer;
  const length = status === 204 ? {} : { "Content-Length": body.length };
  response.writeHead(status, { ...headers, ...length }).end(body);
  await finished(response);
  closeRecord(record, status);
}

async function sendDrops(
  { request: { socket }, response, record, signal }: Exchange,
  answer: UploadAnswer,
  { bytes, everyMs }: Extract<Delivery, { kind: "drip" }>,
): Promise<void> {
  const head = formatHead(answer, response.getHeaders(), answer.body.length);
  const all = Buffer.concat([Buffer.from(head), answer.body]);
  for (let start = 0; start < all.length && !socket.destroyed; start += bytes) {
    socket.write(all.subarray(start, start + bytes));
    await wait(everyMs, undefined, { signal });
  }
  closeRecord(record, socket.destroyed ? "aborted" : answer.status);
  socket.end();
}

/** Says how long the answer is, and ends before. */
async function sendBeginning(
  { request: { socket }, response, record }: Exchange,
  answer: UploadAnswer,
  bytes: number,
): Promise<void> {
  const head = formatHead(answer, response.getHeaders(), answer.body.length + 500);
  socket.end(Buffer.concat([Buffer.from(head), answer.body.subarray(0, bytes)]));
  await finished(socket, { readable: false });
  closeRecord(record, answer.status);
}

async function sendRaw({ request: { socket }, record }: Exchange, bytes: Uint8Array) {
  socket.end(bytes);
  await finished(socket, { readable: false });
  closeRecord(record, "raw");
}

/** The head of an answer that is written to the socket itself. */
function formatHead({ status, headers }: UploadAnswer, more: object, length: number): string {
  const lines = Object.entries({ ...more, ...headers, "Content-Length": length });
  const text = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `HTTP/1.1 ${status} Answer\r\nConnection: close\r\n${text}\r\n`;
}

/** A request to a session, and what is to happen to it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** `undefined` when there is none at the request's URL. */
  readonly session: SessionState | undefined;
  readonly record: UploadRecord;
  readonly course: Course;
  /** Aborted when the server closes. */
  readonly signal: AbortSignal;
  /** Takes the server down for a while. */
  readonly restart: (downMs: number) => void;
}
