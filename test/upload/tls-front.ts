import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { connect as connectTo, createServer, type Socket } from "node:net";
import type { UploadServer } from "flip-pili/testing";
import { onTestFinished } from "vitest";

const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/certificate/${name}`, import.meta.url));

/** Certificate of `localhost`, which is trusted with `ca: certificate.cert`. */
export const certificate = { key: fixture("key.pem"), cert: fixture("cert.pem") };

/** What a server does with a connection that begins with a TLS handshake. */
export type HandshakeHandler = (socket: Socket, first: Buffer) => void;

/** A server that handles TLS handshakes itself, and passes plain http on. */
export interface TlsFront {
  readonly port: number;
  /** Number of connections that began with a TLS handshake. */
  readonly handshakes: number;
  /** Number of connections that began with plain http. */
  readonly plain: number;
  /** Returns a location of the server behind as one of this server. */
  locationOf(location: string): string;
  /** Replaces the handler of handshakes. */
  handle(handler: HandshakeHandler): void;
}

/** Handlers of handshakes, by name. */
export const handlers = {
  httpReply: (socket) => socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"),
  sshReply: (socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n"),
  silence: () => {},
  alert: (socket) => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 40])),
  close: (socket) => socket.end(),
  reset: (socket) => socket.resetAndDestroy(),
} satisfies Record<string, HandshakeHandler>;

/** Passes connections on to a port. */
export function passTo(port: number): HandshakeHandler {
  return (socket, first) => {
    const target = connectTo(port, "127.0.0.1");
    target.on("error", () => socket.destroy());
    socket.on("close", () => target.destroy());
    target.on("close", () => socket.destroy());
    target.write(first);
    socket.pipe(target).pipe(socket);
  };
}

/** Starts a server in front of an upload server that speaks plain http. */
export async function startFront(
  behind: UploadServer,
  handler: HandshakeHandler,
): Promise<TlsFront> {
  let handleHandshake = handler;
  let [handshakes, plain] = [0, 0];
  const sockets = new Set<Socket>();
  const passOn = passTo(behind.port);
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    socket.once("data", (first) => {
      const isTls = first[0] === 22;
      if (isTls) handshakes++;
      else plain++;
      (isTls ? handleHandshake : passOn)(socket, first);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    get handshakes() {
      return handshakes;
    },
    get plain() {
      return plain;
    },
    locationOf: (location) => location.replace(`:${behind.port}`, `:${port}`),
    handle(next) {
      handleHandshake = next;
    },
  };
}
