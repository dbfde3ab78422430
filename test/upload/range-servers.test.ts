import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { describeFile, restoreUploadSession } from "flip-pili/flip";
import { expect, onTestFinished, test } from "vitest";
import { restoreLocally } from "./start-uploads.ts";

const bytes = randomBytes(12 * 1024 * 1024 + 5);

/** What happens to a request with bytes, once it was stored. */
type Fault = "reset" | "error" | undefined;

/** A server that stores ranges in its own way. */
class RangeServer {
  stored: Buffer = Buffer.alloc(0);
  readonly ranges: string[] = [];
  readonly #faults: Fault[];

  constructor(faults: Fault[]) {
    this.#faults = [...faults];
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const range = String(request.headers["content-range"]);
    this.ranges.push(range);
    if (range.startsWith("bytes */")) return this.respond(response);
    const isAccepted = this.store(Number(/\d+/.exec(range)?.[0]), body);
    const fault = this.#faults.shift();
    if (fault === "reset") return void request.socket.destroy();
    if (fault === "error") return void response.writeHead(502).end();
    if (!isAccepted) return void response.writeHead(400).end("Send the next byte");
    this.respond(response);
  }

  /** Appends whatever arrives. */
  store(_start: number, body: Buffer): boolean {
    this.stored = Buffer.concat([this.stored, body]);
    return true;
  }

  respond(response: ServerResponse): void {
    if (this.stored.length >= bytes.length) response.writeHead(200).end('{"id":"v1"}');
    else if (this.stored.length === 0) response.writeHead(204).end();
    else response.writeHead(204, { Range: `0-${this.stored.length - 1}` }).end();
  }
}

/** Accepts only the byte after the last one that it has. */
class NextByteServer extends RangeServer {
  override store(start: number, body: Buffer): boolean {
    return start === this.stored.length && super.store(start, body);
  }
}

/** Starts a server and restores a session that sends ranges to it. */
async function restoreSession(server: RangeServer) {
  const listening = createServer((request, response) => void server.handle(request, response));
  listening.listen(0, "127.0.0.1");
  await once(listening, "listening");
  onTestFinished(() => {
    listening.closeAllConnections();
    listening.close();
  });
  const { port } = listening.address() as AddressInfo;
  const { fingerprint } = await describeFile(bytes);
  const state = {
    version: 1 as const,
    location: `http://127.0.0.1:${port}/upload/session?id=abc`,
    isPrivate: true,
    fileName: "clip.mp4",
    fileSize: bytes.length,
    parts: 0,
    partSize: 0,
    maxConnections: 1,
    fingerprint,
  };
  return restoreUploadSession(state, bytes, { ...restoreLocally, tls: "as-given" });
}

const faults: Fault[][] = [
  ["reset"],
  ["error"],
  [undefined, "reset", "error"],
  [undefined, undefined, "reset"],
];

for (const [kind, Server] of [
  ["appends whatever arrives", RangeServer],
  ["accepts only the next byte", NextByteServer],
] as const) {
  test.each(faults)(
    `UploadSession sends no byte twice to a server that ${kind}: %s %s %s`,
    async (...script) => {
      const server = new Server(script);
      const session = await restoreSession(server);

      const video = await session.resume();

      expect(video.id).toBe("v1");
      expect(server.stored.equals(bytes)).toBe(true);
      expect(session.status).toBe("uploaded");
    },
  );
}
