import { setMaxListeners } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const loopback = "127.0.0.1";

/** A server on the loopback interface that can go down and come back. */
export class Listener {
  readonly #server: Server;
  readonly #closing = new AbortController();
  #starting: Promise<void> | undefined;
  #restarting: Promise<void> | undefined;
  #port: number | undefined;

  constructor(answer: RequestListener) {
    this.#server = createServer(answer);
    // Every fault that waits listens to it.
    setMaxListeners(0, this.signal);
    // Only the client's time-outs are to be seen, and those of faults.
    this.#server.requestTimeout = 0;
    this.#server.keepAliveTimeout = 0;
  }

  /** @throws {Error} When the server has not been started. */
  get port(): number {
    if (this.#port !== undefined) return this.#port;
    throw new Error("Cannot name the port: the server starts with the first upload session");
  }

  /** Its origin. */
  get url(): string {
    return `http://${loopback}:${this.port}`;
  }

  /** Aborted when the listener closes. */
  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  /** Starts listening: it is ready when this resolves. With port 0 it finds a free one. */
  start(port: number): Promise<void> {
    this.#starting ??= this.#start(port);
    return this.#starting;
  }

  /** Ends all connections and refuses new ones for a while. */
  restart(downMs: number): Promise<void> {
    this.#restarting ??= this.#restart(downMs).finally(() => {
      this.#restarting = undefined;
    });
    return this.#restarting;
  }

  /** Ends all connections, waits and listening. May be called again. */
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
    // When it closes, it need not come back.
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

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, loopback, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
