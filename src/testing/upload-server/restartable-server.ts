import { once, setMaxListeners } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo, Server as NetServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** Address on which all servers listen. */
export const loopback = "127.0.0.1";

/** An HTTP server on the loopback interface that can stop and listen again on the same port. */
export class RestartableServer {
  readonly #server: Server;
  readonly #closing = new AbortController();
  #starting: Promise<void> | undefined;
  #restarting: Promise<void> | undefined;
  #port: number | undefined;

  constructor(listener: RequestListener) {
    this.#server = createServer(listener);
    // Every waiting fault adds a listener.
    setMaxListeners(0, this.signal);
    // Only the timeouts of clients and faults should end a connection.
    this.#server.requestTimeout = 0;
    this.#server.keepAliveTimeout = 0;
  }

  /** @throws {Error} When the server has not been started. */
  get port(): number {
    if (this.#port !== undefined) return this.#port;
    throw new Error("Cannot read the port: the server starts with the first upload session");
  }

  /** Its origin. */
  get url(): string {
    return `http://${loopback}:${this.port}`;
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
    if (this.signal.aborted) throw new Error("Cannot start the server: it has closed");
    await listen(this.#server, port);
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async #restart(downMs: number): Promise<void> {
    await this.#stop();
    // A closed server does not listen again.
    await wait(downMs, undefined, { signal: this.signal }).catch(() => {});
    if (!this.signal.aborted) await listen(this.#server, this.port);
  }

  #stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

/** Starts listening on the loopback interface. With port 0 the system chooses a free one. */
export async function listen(server: NetServer, port: number): Promise<void> {
  server.listen(port, loopback);
  await once(server, "listening");
}
