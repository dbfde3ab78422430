import { createTransport } from "#transport";
import { withoutSecrets } from "../../http/send/without-secrets.ts";
import type { ResponseHeaders } from "../../http/transport/response.ts";
import {
  type ConnectionOptions,
  type Exchange,
  type Transport,
  TransportError,
  type TransportResponse,
} from "../../http/transport/transport.ts";
import {
  type InFlightRequest,
  InFlightRequests,
  type RequestTimeouts,
  StallTimer,
} from "./in-flight-requests.ts";
import { type FileRange, RangeBody, ReadBuffers } from "./range-body.ts";

/** One request to a location. */
export interface LocationRequest {
  readonly method: "PUT" | "GET" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes to send, if any. */
  readonly body?: FileRange | undefined;
  readonly signal: AbortSignal;
  /**
   * Maximum size of the response body, in bytes.
   *
   * @default 1 MiB: responses of a location are short
   */
  readonly maxResponseBytes?: number | undefined;
  /** Called with the number of bytes each time the network has taken some. */
  readonly onSent?: ((bytes: number) => void) | undefined;
  /**
   * Called with the number of bytes each time some were passed to a connection. The network may have taken
   * them, even if that is not reported any more.
   */
  readonly onPassed?: ((bytes: number) => void) | undefined;
  /** Called when there is a connection. `fetch` does not report it. */
  readonly onConnected?: (() => void) | undefined;
  /** Whether the request is to find out if the server can be reached: then it fails early. */
  readonly isProbe?: boolean | undefined;
}

/** Limit in milliseconds for the connection of a probe. With the interval of the checks, 3 s at most. */
const probeMs = 2_600;

/** A response whose body has been read. */
export interface LocationResponse {
  readonly status: number;
  readonly text: string;
  readonly headers: ResponseHeaders;
  /** Returns one header. */
  readonly header: (name: string) => string | undefined;
}

/** Default maximum size of a response body, in bytes. */
const defaultMaxResponseBytes = 1024 * 1024;

/** Settings of a {@link LocationTransport}. */
export interface LocationTransportSettings extends RequestTimeouts {
  readonly connection: ConnectionOptions;
  /** Buffers and connections that are shared with other uploads. */
  readonly buffers?: ReadBuffers | undefined;
  readonly transport?: Transport | undefined;
}

/** Sends ranges of files to locations, with limits of the time without progress. */
export class LocationTransport {
  readonly #transport: Transport;
  readonly #timeouts: RequestTimeouts;
  readonly #inFlight: InFlightRequests;
  readonly #buffers: ReadBuffers;

  constructor(settings: LocationTransportSettings) {
    const { connectMs, stallMs, answerMs, connection } = settings;
    this.#transport = settings.transport ?? createTransport(connection);
    this.#buffers = settings.buffers ?? new ReadBuffers(this.#transport);
    this.#timeouts = settings;
    this.#inFlight = new InFlightRequests(Math.min(connectMs, stallMs, answerMs, probeMs) / 8);
  }

  /**
   * Sends a request and reads the response.
   *
   * @throws {TransportError} When there is no usable response.
   * @throws {UploadError} When the source cannot be read. An abort throws the signal's reason.
   */
  async send(request: LocationRequest): Promise<LocationResponse> {
    const { signal, body, isProbe } = request;
    signal.throwIfAborted();
    const timeouts = isProbe ? this.#probeTimeouts() : this.#timeouts;
    const bodyBytes = body === undefined ? 0 : body.end - body.start;
    const timer = new StallTimer(timeouts, this.#transport.progress, bodyBytes);
    const exchange = this.#start(request, timer);
    const entry = inFlight(exchange, request, timer);
    this.#inFlight.track(entry);
    try {
      return toLocationResponse(await exchange.response);
    } catch (cause) {
      this.#buffers.resetChunks();
      throw cause instanceof TransportError ? withoutLocation(cause, request.url) : cause;
    } finally {
      this.#inFlight.untrack(entry);
    }
  }

  /** Whether `onSent` is called before there is a response. */
  get reportsSending(): boolean {
    return this.#transport.progress !== "none";
  }

  /** Whether `onConnected` is called. */
  get reportsConnections(): boolean {
    return this.#transport.progress === "connections";
  }

  /** Closes the connections that are kept alive. */
  close(): void {
    this.#inFlight.close();
    this.#transport.close();
  }

  /** Without reports of connections, the limit is one of the whole request. */
  #probeTimeouts(): RequestTimeouts {
    const { connectMs, stallMs, answerMs } = this.#timeouts;
    const limitMs = Math.min(connectMs, probeMs);
    return this.reportsConnections
      ? { connectMs: limitMs, stallMs, answerMs }
      : { connectMs: limitMs, stallMs: 0, answerMs: limitMs };
  }

  #start(request: LocationRequest, timer: StallTimer): Exchange {
    const { method, url, headers, body, onSent, onConnected } = request;
    const { maxResponseBytes = defaultMaxResponseBytes } = request;
    const passed = new PassedBytes(request.onPassed, !this.reportsConnections);
    const observer = {
      onActivity: (activity: "reading" | "writing") => timer.mark(activity),
      onPassed: (bytes: number) => passed.add(bytes),
    };
    return this.#transport.send({
      method,
      url,
      headers: Object.entries(headers),
      body: body && new RangeBody(body, this.#buffers, observer),
      maxResponseBytes,
      onSent,
      onProgress: (event) => {
        if (event === "connected") {
          passed.connect();
          onConnected?.();
        }
        timer.mark(event === "connected" ? "connected" : "receiving");
      },
    });
  }
}

/** Counts the bytes that were passed to a connection. Those before there is one only wait for it. */
class PassedBytes {
  readonly #report: ((bytes: number) => void) | undefined;
  #isConnected: boolean;
  #waiting = 0;

  constructor(report: ((bytes: number) => void) | undefined, isConnected: boolean) {
    this.#report = report;
    this.#isConnected = isConnected;
  }

  add(bytes: number): void {
    if (this.#isConnected) this.#report?.(bytes);
    else this.#waiting += bytes;
  }

  connect(): void {
    this.#isConnected = true;
    this.#report?.(this.#waiting);
    this.#waiting = 0;
  }
}

function inFlight(
  exchange: Exchange,
  { signal, body }: LocationRequest,
  timer: StallTimer,
): InFlightRequest {
  const cancel = (reason: unknown): void => exchange.cancel(reason);
  return {
    signal,
    cancel,
    checkTimeout: (now, lostMs) => {
      const { pendingBytes } = exchange;
      const error = timer.errorAt(now, lostMs, {
        pendingBytes,
        samplesRead: body?.source.samplesRead,
      });
      if (error !== undefined) cancel(error);
    },
  };
}

const decoder = /* @__PURE__ */ new TextDecoder();

function toLocationResponse({ status, headers, body }: TransportResponse): LocationResponse {
  const header = (name: string): string | undefined => headers.get(name) ?? undefined;
  return { status, headers, header, text: body instanceof Uint8Array ? decoder.decode(body) : "" };
}

/** Returns an error whose cause does not contain the location: who knows it can send to it. */
function withoutLocation(error: TransportError, url: string): TransportError {
  if (error.cause === undefined) return error;
  const { pathname, search } = new URL(url);
  const secrets = [url, `${pathname}${search}`, search].filter((secret) => secret.length > 1);
  const { failure, message, isStale, response } = error;
  const cause = withoutSecrets(error.cause, secrets);
  return new TransportError(failure, message, { cause, isStale, response });
}
