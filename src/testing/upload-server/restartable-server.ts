import { setMaxListeners } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { FlipPiliError } from "../../http/errors.ts";
import { listen, loopback, reachableHost } from "../exchange/listen.ts";
import { type Certificate, createTlsServer, type TlsServer } from "./tls-server.ts";

/** How a server accepts connections. */
interface ServerSettings {
  /** Address to listen on. */
  readonly bind?: string | undefined;
  /** Certificate of a server that speaks TLS. */
  readonly tls?: Certificate | undefined;
  /** Host name in the URL of the server: a certificate is valid for some only. */
  readonly hostname?: string | undefined;
  /** Takes a connection to a server that speaks TLS before its handshake, or returns `false`. */
  readonly intercept?: ((socket: Socket) => boolean) | undefined;
}

/** An HTTP server that can stop and listen again on the same port. */
export class RestartableServer {
  readonly #server: Server | TlsServer;
  readonly #bind: string;
  readonly #origin: string;
  readonly #closing = new AbortController();
  #starting: Promise<void> | undefined;
  #restarting: Promise<void> | undefined;
  #port: number | undefined;

  constructor(
    listener: RequestListener,
    { bind = loopback, tls, hostname, intercept = () => false }: ServerSettings = {},
  ) {
    this.#server = tls ? createTlsServer(tls, listener, intercept) : createServer(listener);
    this.#bind = bind;
    this.#origin = `${tls ? "https" : "http"}://${hostname ?? reachableHost(bind)}`;
    // Every waiting fault adds a listener.
    setMaxListeners(0, this.signal);
    // Only the timeouts of clients and faults should end a connection.
    this.#server.requestTimeout = 0;
    this.#server.keepAliveTimeout = 0;
  }

  /** @throws {FlipPiliError} When the server has not been started. */
  get port(): number {
    if (this.#port !== undefined) return this.#port;
    throw new FlipPiliError(
      "Cannot read the port: the server starts with the first upload session",
    );
  }

  /** Its origin. */
  get url(): string {
    return `${this.#origin}:${this.port}`;
  }

  /** Aborted when the server closes. */
  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  /** Starts listening. With port 0 the system chooses a free one. */
  start(port: number): Promise<void> {
    this.#starting ??= this.#start(port);
    return this.#starting;
  }

  /** Ends all connections and accepts no new ones for some milliseconds. */
  restart(downMs: number): Promise<void> {
    this.#restarting ??= this.#restart(downMs).finally(() => {
      this.#restarting = undefined;
    });
    return this.#restarting;
  }

  /** Ends all connections and stops listening. May be called again. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled([this.#starting, this.#restarting]);
    await this.#stop();
  }

  async #start(port: number): Promise<void> {
    if (this.signal.aborted) throw new FlipPiliError("Cannot start the server: it has closed");
    await listen(this.#server, port, this.#bind);
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async #restart(downMs: number): Promise<void> {
    await this.#stop();
    // A closed server does not listen again.
    await wait(downMs, undefined, { signal: this.signal }).catch(() => {});
    if (!this.signal.aborted) await listen(this.#server, this.port, this.#bind);
  }

  #stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}
