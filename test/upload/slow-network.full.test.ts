import { createServer, type Socket } from "node:net";
import { describeFile, restoreUploadSession, type UploadState } from "flip-pili/flip";
import { expect, onTestFinished, test } from "vitest";

const partSize = 8 * 1024 * 1024;

/** A server that reads from each connection at a constant speed, in bytes per second. */
async function startSlowServer(speed: number): Promise<{ url: string; connections: number }> {
  const sockets = new Set<Socket>();
  const result = { url: "", connections: 0 };
  const server = createServer((socket) => {
    result.connections++;
    sockets.add(socket);
    socket.on("error", () => {});
    serveSlowly(socket, speed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (typeof address === "string" || address === null) throw new Error("The server has no port");
  result.url = `http://127.0.0.1:${address.port}/upload/session?id=slow`;
  return result;
}

const intervalMs = 50;

function serveSlowly(socket: Socket, speed: number): void {
  const limit = Math.round((speed * intervalMs) / 1000);
  let request = startRequest();
  const timer = setInterval(() => {
    const bytes: Buffer | null = socket.read(Math.min(limit, socket.readableLength) || 1);
    if (bytes === null) return;
    request = addBytes(request, bytes);
    if (request.left === undefined || request.left > 0) return;
    socket.write(respond(request.head));
    request = startRequest();
  }, intervalMs);
  socket.on("close", () => clearInterval(timer));
}

interface SlowRequest {
  readonly head: string;
  /** Bytes of the body that have not been read; `undefined` while the head has not. */
  readonly left: number | undefined;
}

function startRequest(): SlowRequest {
  return { head: "", left: undefined };
}

function addBytes({ head: read, left }: SlowRequest, bytes: Buffer): SlowRequest {
  if (left !== undefined) return { head: read, left: left - bytes.length };
  const head = read + bytes.toString("latin1");
  const end = head.indexOf("\r\n\r\n");
  if (end < 0) return { head, left };
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
  return { head, left: length - (head.length - end - 4) };
}

/** The first GET reports the part as missing, and the last one that none is. */
function respond(head: string): string {
  const isQuery = head.startsWith("GET");
  const list = responses === 0 ? '{"missing_parts":[0]}' : '{"missing_parts":[]}';
  responses++;
  const text = isQuery ? list : '{"id":"v1"}';
  return `HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
}

let responses = 0;

const speeds = [
  // A tenth of the defaults, and ten times 40 kB a second.
  { speed: 400_000, stallMs: 3_000, answerMs: 6_000, connectMs: 1_000 },
];

test.each(speeds)(
  "UploadSession does not stop a server that reads $speed bytes a second",
  { timeout: 400_000 },
  async ({ speed, ...limits }) => {
    responses = 0;
    const server = await startSlowServer(speed);
    const bytes = new Uint8Array(partSize);
    const state: UploadState = {
      version: 1,
      location: server.url,
      isPrivate: true,
      fileName: "clip.mp4",
      fileSize: partSize,
      parts: 1,
      partSize,
      maxConnections: 1,
      fingerprint: (await describeFile(bytes)).fingerprint,
    };
    const options = { ...limits, attempts: 1, allowPrivateHost: true, tls: "as-given" } as const;
    const session = restoreUploadSession(state, bytes, options);

    const video = await session.resume();

    expect(video.id).toBe("v1");
  },
);
