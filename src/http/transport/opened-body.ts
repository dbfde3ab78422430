import type { StreamedBody } from "../files/streamed-body.ts";
import type { OpenedStream } from "./fetch.ts";
import type { TransportRequest } from "./transport.ts";

/** Rejects writes of a body that is no longer needed. */
const notNeeded = new Error("The rest of the body is not needed");

/** A streamed body as a `ReadableStream`: a pull means that the network has taken the previous chunk. */
export class OpenedBody implements OpenedStream {
  readonly stream: ReadableStream<Uint8Array>;
  /** Why the body could not be produced. */
  failure: unknown;
  readonly #request: TransportRequest;
  #isClosed = false;
  /** Settles the write in progress. */
  #taken: { resolve: () => void; reject: (reason: Error) => void } | undefined;
  /** Ends the pull in progress. */
  #supplied = (): void => {};

  constructor(body: StreamedBody, request: TransportRequest) {
    this.#request = request;
    let isStarted = false;
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>) =>
      new Promise<void>((resolve) => {
        this.#supplied = resolve;
        if (isStarted) return this.#taken?.resolve();
        isStarted = true;
        this.#request.onProgress?.("connected");
        void this.#produce(body, controller);
      });
    this.stream = new ReadableStream({ pull, cancel: () => this.close() }, { highWaterMark: 0 });
  }

  /** Stops producing the body. Does not wait for a read in progress, which may hang. */
  close(): void {
    this.#isClosed = true;
    this.#taken?.reject(notNeeded);
  }

  async #produce(
    body: StreamedBody,
    controller: ReadableStreamDefaultController<Uint8Array>,
  ): Promise<void> {
    try {
      await body.writeTo((chunk) => this.#write(chunk, controller));
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
