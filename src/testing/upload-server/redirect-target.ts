import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { Listener } from "./listener.ts";

/** A request that arrived at the other origin. */
export interface RedirectHit {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** A server of another origin, where faults send clients that must not go there. */
export class RedirectTarget {
  readonly #requests: RedirectHit[] = [];
  readonly #listener = new Listener((request, response) => this.#answer(request, response));
  #receivedBytes = 0;

  /** A location there. */
  get url(): string {
    return `${this.#listener.url}/upload/session?id=elsewhere`;
  }

  /** How many requests arrived. */
  get hits(): number {
    return this.#requests.length;
  }

  /** Every request that arrived. */
  get requests(): readonly RedirectHit[] {
    return this.#requests;
  }

  /** Bytes of bodies that arrived. */
  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  /** @internal */
  start(): Promise<void> {
    return this.#listener.start(0);
  }

  /** @internal */
  reset(): void {
    this.#requests.length = 0;
    this.#receivedBytes = 0;
  }

  /** @internal */
  close(): Promise<void> {
    return this.#listener.close();
  }

  /** Answers everything with 200, to pages of any origin, as if all were well. */
  #answer(request: IncomingMessage, response: ServerResponse): void {
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
