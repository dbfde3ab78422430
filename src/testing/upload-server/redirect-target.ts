import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { RestartableServer } from "./restartable-server.ts";

/** A request that was sent to the other origin. */
export interface RedirectHit {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** A server of another origin, to which faults redirect clients that must not follow. */
export class RedirectTarget {
  readonly #requests: RedirectHit[] = [];
  readonly #server: RestartableServer;
  #receivedBytes = 0;

  /** @param bind - Address to listen on. */
  constructor(bind: string) {
    this.#server = new RestartableServer((request, response) => this.#respond(request, response), {
      bind,
    });
  }

  /** A location at this origin. */
  get url(): string {
    return `${this.#server.url}/upload/session?id=elsewhere`;
  }

  /** Number of requests that were received. */
  get hits(): number {
    return this.#requests.length;
  }

  /** All requests, in the order of arrival. */
  get requests(): readonly RedirectHit[] {
    return this.#requests;
  }

  /** Number of bytes of all bodies. */
  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  /** @internal */
  start(): Promise<void> {
    return this.#server.start(0);
  }

  /** @internal */
  reset(): void {
    this.#requests.length = 0;
    this.#receivedBytes = 0;
  }

  /** @internal */
  close(): Promise<void> {
    return this.#server.close();
  }

  /** Responds 200 to everything, also to pages of any origin, as an upload server would. */
  #respond(request: IncomingMessage, response: ServerResponse): void {
    const { method = "", url = "", headers } = request;
    this.#requests.push({ method, url, headers });
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Allow-Headers", "*");
    response.setHeader("Access-Control-Allow-Methods", "*");
    request.on("data", (chunk: Buffer) => {
      this.#receivedBytes += chunk.length;
    });
    request.on("end", () => response.end(JSON.stringify({ missing_parts: [] })));
  }
}
