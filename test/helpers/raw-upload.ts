import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  request as sendRequest,
} from "node:http";
import { connect, type Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import {
  startUploadServer,
  type UploadFault,
  type UploadServer,
  type UploadServerOptions,
  type UploadServerSession,
} from "flip-pili/testing";
import { onTestFinished } from "vitest";

/** Starts an upload server with parts of 1000 bytes. It is closed when the test finishes. */
export async function startUploads(options: UploadServerOptions = {}): Promise<UploadServer> {
  const server = await startUploadServer({ partSize: 1000, ...options });
  onTestFinished(() => server.close());
  return server;
}

/** Creates bytes that differ from part to part. */
export function makeBytes(size: number): Buffer {
  return Buffer.from(Array.from({ length: size }, (_, index) => (index * 7 + index / 256) % 251));
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The response of an upload location. */
export interface RawResponse {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends a request on a new connection and reads the response. */
export async function sendTo(
  location: string,
  method: string,
  { headers = {}, body }: { headers?: OutgoingHttpHeaders; body?: Uint8Array } = {},
): Promise<RawResponse> {
  const length = body === undefined ? {} : { "Content-Length": body.length };
  const request = sendRequest(location, {
    method,
    agent: false,
    headers: { ...length, ...headers },
  });
  request.end(body);
  const [response] = await once(request, "response");
  const text = (await buffer(response)).toString();
  return { status: response.statusCode, headers: response.headers, text };
}

/** Returns the bytes of one part. */
export function partOf(session: UploadServerSession, bytes: Buffer, part: number): Buffer {
  return bytes.subarray(part * session.partSize, (part + 1) * session.partSize);
}

/** Sends one part by number. */
export function sendPart(
  session: UploadServerSession,
  bytes: Buffer,
  part: number,
  method = "PUT",
): Promise<RawResponse> {
  const headers = { "X-Part": part, "Content-Type": "application/octet-stream" };
  return sendTo(session.location, method, { headers, body: partOf(session, bytes, part) });
}

/** Sends a byte range. */
export function sendRange(
  session: UploadServerSession,
  range: string,
  body: Uint8Array = Buffer.alloc(0),
  method = "PUT",
): Promise<RawResponse> {
  const headers = { "Content-Range": `bytes ${range}`, "Content-Type": "application/octet-stream" };
  return sendTo(session.location, method, { headers, body });
}

/** Returns the missing parts that a location reports. */
export async function getMissingParts(session: UploadServerSession): Promise<unknown> {
  const { text } = await sendTo(session.location, "GET");
  return JSON.parse(text);
}

/** A file of two and a half parts. */
export const bytes = makeBytes(2500);
export const file = { fileName: "movie.mp4", fileSize: bytes.length };

/** Starts a server with one session and the given faults. */
export async function startFaulty(...faults: UploadFault[]) {
  const server = await startUploads();
  const session = server.createSession(file);
  server.script(faults);
  return { server, session };
}

/** Returns the error code of a failed request. */
export function failureOf(request: Promise<unknown>): Promise<unknown> {
  return request.then(
    (response) => response,
    ({ code, message }: { code?: string; message: string }) => code ?? message,
  );
}

/** Opens a connection to an upload location and writes raw bytes. */
export function writeTo(session: UploadServerSession, ...texts: (string | Uint8Array)[]): Socket {
  const { port, hostname } = new URL(session.location);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  for (const text of texts) socket.write(text);
  return socket;
}

/** Returns the head of a PUT request for one part. */
export function headOf(session: UploadServerSession, part: number, length: number): string {
  const { pathname, search, host } = new URL(session.location);
  const head = [`PUT ${pathname}${search} HTTP/1.1`, `Host: ${host}`, `X-Part: ${part}`];
  return [...head, `Content-Length: ${length}`, "", ""].join("\r\n");
}

/** Waits until a condition is true. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}
