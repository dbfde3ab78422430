import type { RequestListener } from "node:http";
import { createServer as createHttpsServer, type Server as HttpsServer } from "node:https";
import { Server, type Socket } from "node:net";

/** A certificate and its key, in PEM format. */
export interface Certificate {
  readonly key: string | Uint8Array;
  readonly cert: string | Uint8Array;
}

/** Connections below TLS, by the port of the client. */
const transports = new WeakMap<object, Map<number | undefined, Socket>>();

/** A server that accepts connections, and passes them on to a server that speaks TLS. */
export class TlsServer extends Server {
  readonly #https: HttpsServer;
  readonly #sockets = new Map<number | undefined, Socket>();

  /** @param intercept - Takes a connection before its handshake, or returns `false`. */
  constructor(https: HttpsServer, intercept: (socket: Socket) => boolean) {
    super();
    this.#https = https;
    this.on("connection", (socket) => {
      const { remotePort } = socket;
      this.#sockets.set(remotePort, socket);
      socket.on("close", () => this.#sockets.delete(remotePort));
      if (!intercept(socket)) https.emit("connection", socket);
    });
    https.on("secureConnection", (socket) => transports.set(socket, this.#sockets));
    // A client that rejects the certificate, or speaks plain http.
    https.on("tlsClientError", (_, socket) => socket.destroy());
  }

  set requestTimeout(milliseconds: number) {
    this.#https.requestTimeout = milliseconds;
  }

  set keepAliveTimeout(milliseconds: number) {
    this.#https.keepAliveTimeout = milliseconds;
  }

  closeAllConnections(): void {
    for (const socket of this.#sockets.values()) socket.destroy();
  }
}

/** Creates a server that speaks TLS. */
export function createTlsServer(
  { key, cert }: Certificate,
  listener: RequestListener,
  intercept: (socket: Socket) => boolean,
): TlsServer {
  // The types of Node accept no `Uint8Array`.
  const pem = { key: Buffer.from(key), cert: Buffer.from(cert) };
  return new TlsServer(createHttpsServer(pem, listener), intercept);
}

/** Returns the connection below TLS, on which bytes can be sent that are not TLS. */
export function belowTls(socket: Socket): Socket {
  return transports.get(socket)?.get(socket.remotePort) ?? socket;
}
