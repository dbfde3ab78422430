import { StreamedBody } from "../files/streamed-body.ts";
import { startFetch } from "./fetch.ts";
import { type ChunkedBody, openStream } from "./node-bodies.ts";
import type { Exchange, Fetch, Transport, TransportRequest } from "./transport.ts";

/** Maximum uses of a controller. `fetch` leaves a listener on its signal until garbage collection. */
const maxUses = 50;

interface PooledController {
  readonly controller: AbortController;
  uses: number;
}

/** Creates a transport over the caller's `fetch`, which can send streams. */
export function createFetchTransport(fetch: Fetch): Transport {
  // Signals that have not aborted, as most never do. Creating one takes longer than a signature.
  const pool: PooledController[] = [];
  const release = (pooled: PooledController): void => {
    pooled.uses++;
    if (pooled.uses < maxUses && !pooled.controller.signal.aborted) pool.push(pooled);
  };
  return {
    progress: "bodies",
    send(request) {
      const pooled = pool.pop() ?? { controller: new AbortController(), uses: 0 };
      const exchange = start(fetch, request, pooled.controller);
      exchange.response.then(
        // A body that has not been read yet still depends on the signal.
        ({ body }) => body instanceof Uint8Array && release(pooled),
        () => {},
      );
      return exchange;
    },
    close: () => {},
  };
}

function start(fetch: Fetch, request: TransportRequest, controller: AbortController): Exchange {
  const { body } = request;
  const isStream = typeof body === "object" && body instanceof ReadableStream;
  if (!isStream && !(body instanceof StreamedBody)) return startFetch(fetch, request, controller);
  const opened = new OpenedBody(isStream ? openStream(body) : body, request);
  const headers = new Headers(request.headers as Headers);
  if (!isStream) {
    headers.set("Content-Type", body.contentType);
    headers.set("Content-Length", String(body.size));
  }
  const streamed = { ...request, headers, body: opened.stream };
  const { response, cancel } = startFetch(fetch, streamed, controller);
  const ended = response
    .catch((cause) => Promise.reject(opened.failure ?? cause))
    .finally(() => opened.close());
  return { response: ended, cancel };
}

/** Rejects writes of a body that is no longer needed. */
const notNeeded = new Error("The rest of the body is not needed");

/** A streamed body as a `ReadableStream`: a pull means that the network has taken the previous chunk. */
class OpenedBody {
  readonly stream: ReadableStream<Uint8Array>;
  /** Why the body could not be produced. */
  failure: unknown;
  readonly #body: ChunkedBody;
  readonly #request: TransportRequest;
  #isClosed = false;
  /** Settles the write in progress. */
  #taken: { resolve: () => void; reject: (reason: Error) => void } | undefined;
  /** Ends the pull in progress. */
  #supplied = (): void => {};

  constructor(body: ChunkedBody, request: TransportRequest) {
    this.#body = body;
    this.#request = request;
    let isStarted = false;
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>) =>
      new Promise<void>((resolve) => {
        this.#supplied = resolve;
        if (isStarted) return this.#taken?.resolve();
        isStarted = true;
        this.#request.onProgress?.("connected");
        void this.#produce(controller);
      });
    this.stream = new ReadableStream({ pull, cancel: () => this.close() }, { highWaterMark: 0 });
  }

  /** Stops producing the body. Does not wait for a read in progress, which may hang. */
  close(): void {
    this.#isClosed = true;
    this.#taken?.reject(notNeeded);
    this.#body.cancel?.();
  }

  async #produce(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    try {
      await this.#body.writeTo((chunk) => this.#write(chunk, controller));
      if (this.#isClosed) return;
      controller.close();
      this.#request.onProgress?.("sent");
    } catch (cause) {
      if (this.#isClosed) return;
      this.failure = cause;
      controller.error(cause);
    } finally {
      this.#supplied();
    }
  }

  #write(
    chunk: Uint8Array,
    controller: ReadableStreamDefaultController<Uint8Array>,
  ): Promise<void> {
    if (this.#isClosed) return Promise.reject(notNeeded);
    return new Promise((resolve, reject) => {
      const report = () => {
        this.#request.onSent?.(chunk.length);
        resolve();
      };
      this.#taken = { resolve: report, reject };
      controller.enqueue(chunk.slice()); // `fetch` may still hold it when it pulls the next one.
      this.#supplied();
    });
  }
}
