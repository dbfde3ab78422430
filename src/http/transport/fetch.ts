import { StreamedBody } from "../files/streamed-body.ts";
import { DecodedHeaders, isBinary, joinChunks } from "./response.ts";
import {
  type ConnectionOptions,
  type Exchange,
  type Fetch,
  isRedirect,
  redirectError,
  sizeError,
  type Transport,
  TransportError,
  type TransportRequest,
  type TransportResponse,
  type UnreadBody,
} from "./transport.ts";

/** What the codes of failures mean. Platforms other than Node have none. */
export const failureCodes: Readonly<Record<string, string>> = {};

/** Calls the `fetch` of the platform. Looks it up each time, so that a later replacement is used. */
function platformFetch(url: string, init: RequestInit): Promise<Response> {
  return globalThis.fetch(url, init);
}

/** Creates a transport over the platform's `fetch`, or the caller's. */
export function createTransport({ fetch = platformFetch }: ConnectionOptions = {}): Transport {
  return new FetchTransport(fetch, {
    // A Worker can share a client between its requests, but not a signal.
    reusesSignals: false,
  });
}

/** Maximum uses of a controller. `fetch` leaves a listener on its signal until garbage collection. */
const maxUses = 50;

/** A streamed body that is open for one request. */
export interface OpenedStream {
  readonly stream: ReadableStream<Uint8Array>;
  /** Why the body could not be produced. */
  readonly failure: unknown;
  /** Stops producing the body. */
  close(): void;
}

/** What the platform of a `fetch` function allows. */
interface FetchTraits {
  /** Opens a body as a stream. Missing in browsers: they send streams over HTTP/2 only, and some never. */
  readonly openStream?: (body: StreamedBody, request: TransportRequest) => OpenedStream;
  /** Whether one signal can serve several requests. Creating one takes Node longer than a signature. */
  readonly reusesSignals: boolean;
}

interface PooledController {
  readonly controller: AbortController;
  uses: number;
}

/** Sends requests over a `fetch` function. */
export class FetchTransport implements Transport {
  readonly progress: Transport["progress"];
  readonly #fetch: Fetch;
  readonly #traits: FetchTraits;
  /** Controllers whose signals have not aborted, as most never do. */
  readonly #controllers: PooledController[] = [];

  constructor(fetch: Fetch, traits: FetchTraits) {
    this.#fetch = fetch;
    this.#traits = traits;
    this.progress = traits.openStream === undefined ? "none" : "bodies";
  }

  send(request: TransportRequest): Exchange {
    const pooled = this.#controllers.pop() ?? { controller: new AbortController(), uses: 0 };
    const { controller } = pooled;
    let cancel = (_: unknown): void => {};
    const response = new Promise<TransportResponse>((resolve, reject) => {
      cancel = (reason) => {
        reject(reason); // Even when `fetch` ignores the signal.
        controller.abort(reason);
      };
      this.#exchange(request, controller.signal).then((received) => {
        // A body that has not been read yet still depends on the signal.
        if (received.body instanceof Uint8Array) this.#release(pooled);
        resolve(received);
      }, reject);
    });
    return { response, cancel };
  }

  close(): void {}

  #release(pooled: PooledController): void {
    if (!this.#traits.reusesSignals) return;
    pooled.uses++;
    if (pooled.uses < maxUses && !pooled.controller.signal.aborted) this.#controllers.push(pooled);
  }

  #exchange(request: TransportRequest, signal: AbortSignal): Promise<TransportResponse> {
    const { method, url, headers, body } = request;
    const init: RequestInit = { method, headers: headers as Headers, redirect: "manual", signal };
    if (body instanceof StreamedBody) return this.#sendStreamed(request, init, body);
    if (body !== undefined) init.body = body;
    return this.#call(url, init, request);
  }

  /** Calls `fetch` and reads the response. */
  #call(url: string, init: RequestInit, request: TransportRequest): Promise<TransportResponse> {
    let pending: Promise<Response>;
    try {
      pending = Promise.resolve(this.#fetch(url, init));
    } catch (cause) {
      const message = "the option fetch threw an error";
      return Promise.reject(new TransportError("misuse", message, { cause }));
    }
    return pending.then(
      (response) => receive(response, request),
      (cause) => Promise.reject(networkError(cause)),
    );
  }

  async #sendStreamed(
    request: TransportRequest,
    init: RequestInit,
    body: StreamedBody,
  ): Promise<TransportResponse> {
    const headers = new Headers(init.headers);
    headers.set("Content-Type", body.contentType);
    const { openStream } = this.#traits;
    if (openStream === undefined) {
      const blob = await body.toBlob();
      const response = await this.#call(request.url, { ...init, headers, body: blob }, request);
      request.onSent?.(body.size);
      body.reportSent?.();
      return response;
    }
    headers.set("Content-Length", String(body.size));
    const opened = openStream(body, request);
    const streamed = { ...init, headers, body: opened.stream, duplex: "half" };
    try {
      return await this.#call(request.url, streamed, request);
    } catch (cause) {
      throw opened.failure ?? cause;
    } finally {
      opened.close();
    }
  }
}

type ResponseHead = Omit<TransportResponse, "body"> & { readonly headers: DecodedHeaders };

async function receive(
  response: Response,
  { leavesBinary, maxResponseBytes }: TransportRequest,
): Promise<TransportResponse> {
  requireResponse(response);
  const { status, statusText } = response;
  const headers = new DecodedHeaders(
    (name) => response.headers.get(name),
    () => response.headers,
  );
  const head = { status, statusText, headers };
  if (response.type === "opaqueredirect" || isRedirect(status)) {
    void response.body?.cancel().catch(() => {});
    throw redirectError(head);
  }
  const body = new FetchedBody(response, head, maxResponseBytes);
  if (leavesBinary && isBinary(status, headers.get("content-type"))) return { ...head, body };
  const bytes = await body.read();
  headers.bodyBytes = bytes.length;
  return { ...head, body: bytes };
}

function requireResponse(response: Response | undefined): void {
  if (typeof response?.headers?.get !== "function") {
    throw new TransportError("misuse", "the option fetch returned no Response");
  }
  if (response.type === "error") throw new TransportError("network", "no response");
}

/** The body of a response, limited in size. */
class FetchedBody implements UnreadBody {
  readonly #response: Response;
  readonly #head: ResponseHead;
  readonly #maxBytes: number;

  constructor(response: Response, head: ResponseHead, maxBytes: number) {
    this.#response = response;
    this.#head = head;
    this.#maxBytes = maxBytes;
  }

  /** Reads the whole body. An iterator would take longer than everything else in this file. */
  async read(): Promise<Uint8Array> {
    const reader = this.#response.body?.getReader?.();
    if (reader === undefined) return this.#readWhole();
    const chunks: Uint8Array[] = [];
    let size = 0;
    try {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return joinChunks(chunks, size);
        size += value.length;
        this.#requireSize(size);
        chunks.push(value);
      }
    } catch (cause) {
      void reader.cancel().catch(() => {});
      throw cause instanceof TransportError ? cause : networkError(cause);
    }
  }

  async *chunks(): AsyncGenerator<Uint8Array, void> {
    const reader = this.#response.body?.getReader?.();
    if (reader === undefined) return void (yield await this.#readWhole());
    let size = 0;
    try {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        size += value.length;
        this.#requireSize(size);
        yield value;
      }
    } catch (cause) {
      throw cause instanceof TransportError ? cause : networkError(cause);
    } finally {
      void reader.cancel().catch(() => {});
    }
  }

  /** Reads the body of a `fetch` whose responses have no stream of the platform. */
  async #readWhole(): Promise<Uint8Array> {
    const bytes = new Uint8Array(await this.#response.arrayBuffer());
    this.#requireSize(bytes.length);
    return bytes;
  }

  #requireSize(bytes: number): void {
    if (bytes > this.#maxBytes) throw sizeError(this.#maxBytes, this.#head);
  }

  cancel(): void {
    void this.#response.body?.cancel?.().catch(() => {});
  }
}

function networkError(cause: unknown): TransportError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new TransportError("network", message, { cause });
}
