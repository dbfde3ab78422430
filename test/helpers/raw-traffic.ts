import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";
import {
  type ApiName,
  type ProxyOptions,
  startProxy,
  type ValidatingProxy,
} from "flip-pili/testing";
import { onTestFinished } from "vitest";

/** A TCP server, and the bytes that it has received. */
export interface RawServer {
  readonly url: string;
  readonly port: number;
  /** The bytes of each connection, in the order of the connections. */
  readonly received: Buffer[];
  readonly sockets: readonly Socket[];
}

/**
 * Starts a TCP server that sends these bytes once it has received the expected number of bytes. It is
 * closed when the test finishes.
 */
export async function startRawServer(
  response: string | Buffer | ((socket: Socket, received: Buffer) => void),
  expectedBytes: number = 1,
): Promise<RawServer> {
  const received: Buffer[] = [];
  const sockets: Socket[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const index = sockets.push(socket) - 1;
    received[index] = Buffer.alloc(0);
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      const before = received[index] ?? Buffer.alloc(0);
      const all = Buffer.concat([before, chunk]);
      received[index] = all;
      if (typeof response === "function") response(socket, all);
      else if (before.length < expectedBytes && all.length >= expectedBytes) socket.end(response);
    });
    socket.on("end", () => socket.end());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, received, sockets };
}

/** Starts a proxy that is closed when the test finishes. */
export async function startTestProxy(
  options: ProxyOptions,
  api: ApiName = "flip",
): Promise<ValidatingProxy> {
  const proxy = await startProxy(api, options);
  onTestFinished(() => proxy.close());
  return proxy;
}

/** Opens a connection that is closed when the test finishes. */
export async function openSocket({ port }: { port: number }): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  return socket;
}

/** Sends bytes, chunk by chunk, and returns all bytes that arrive until the connection ends. */
export async function sendBytes(
  server: { port: number },
  ...chunks: readonly (string | Buffer)[]
): Promise<Buffer> {
  const socket = await openSocket(server);
  const response = readAll(socket);
  for (const chunk of chunks) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk, "latin1") : chunk;
    await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
  }
  return response;
}

/** Returns all bytes that arrive until the other side ends or resets the connection. */
export function readAll(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    const finish = () => {
      socket.end();
      resolve(Buffer.concat(chunks));
    };
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.once("end", finish);
    socket.once("close", finish);
  });
}

/** Sends bytes, ends the sending side, and returns the first bytes that arrive, if any. */
export async function sendAndListen(port: number, bytes: Uint8Array): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.end(bytes);
  const response = await new Promise<string>((resolve) => {
    socket.once("data", (data) => resolve(data.toString("latin1")));
    socket.once("error", ({ message }) => resolve(message));
    socket.once("close", () => resolve("closed"));
  });
  socket.destroy();
  return response;
}
