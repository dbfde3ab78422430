import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const loopback = "127.0.0.1";

/** What is done with a request. */
export type HandleRequest = (
  request: IncomingMessage,
  response: ServerResponse,
  listener: Listener,
) => void;

/** A server on the loopback interface that can go down and come back. */
export class Listener {
  readonly port: number;
  /** Its origin. */
  readonly url: string;
  readonly #server: Server;
  readonly #closing = new AbortController();
  #isDown = false;

  private constructor(server: Server) {
    const { port } = server.address() as AddressInfo;
    this.port = port;
    this.url = `http://${loopback}:${port}`;
    this.#server = server;
  }

  /** Starts listening: it is ready when this resolves. With port 0 it finds a free one. */
  static async start(port: number, handle: HandleRequest): Promise<Listener> {
    const server = createServer();
    // Only the client's time-outs are to be seen, and those of faults.
    server.requestTimeout = 0;
    server.keepAliveTimeout = 0;
    await listen(server, port);
    const listener = new Listener(server);
    server.on("request", (request, response) => handle(request, response, listener));
    return listener;
  }

  /** Aborted when the listener closes. */
  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  /** Ends all connections and refuses new ones for a while. */
  async restart(downMs: number): Promise<void> {
    if (this.#isDown) return;
    this.#isDown = true;
    await this.#stop();
    try {
      await wait(downMs, undefined, { signal: this.signal });
      await listen(this.#server, this.port);
    } catch (error) {
      if (!this.signal.aborted) throw error;
    } finally {
      this.#isDown = false;
    }
  }

  /** Ends all connections, waits and listening. May be called again. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#stop();
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
