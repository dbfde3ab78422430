import { TimeoutError } from "../errors.ts";
import { isPromise, type Loader } from "../keys.ts";
import { onAbort } from "../signals.ts";
import {
  type Exchange,
  type Transport,
  TransportError,
  type TransportResponse,
} from "../transport/transport.ts";
import {
  type Attempt,
  type AttemptContext,
  type ReceivedResponse,
  requestLine,
  type WireRequest,
} from "./messages.ts";
import { toTypedError } from "./network-failure.ts";
import { WireResponse } from "./wire-response.ts";
import { secretsOf } from "./without-secrets.ts";

/** The final URL and headers of a signed request. Everything else is unchanged. */
interface Signed {
  readonly url: string;
  readonly headers?: Headers;
}

/** Signs one attempt without changing the request. */
export type Sign = (request: WireRequest) => Signed;

/** Settings of an attempt. */
export interface AttemptSettings {
  readonly transport: Transport;
  /** Returns what signs with the current keys. Called before each attempt. */
  readonly loadSign: Loader<Sign>;
  /** Limit of one attempt in milliseconds. */
  readonly timeoutMs: number;
  /** Maximum size of a response body in bytes. */
  readonly maxResponseBytes: number;
}

/** Maximum number of connections that may turn out to be closed before an attempt counts as failed. */
const maxClosedConnections = 3;

/**
 * Creates the innermost layer: signs, then sends over the transport. Nothing changes the request in
 * between.
 *
 * An attempt ends when it takes too long, or its signal aborts. The time runs from the start to the last
 * byte of the response. Each chunk of a streamed body that is written restarts it: a slow upload is not
 * a dead one.
 */
export function createAttempt(settings: AttemptSettings): Attempt {
  return (request, context) => new RunningAttempt(request, context, settings).run();
}

/** One attempt in progress. */
class RunningAttempt {
  readonly #request: WireRequest;
  readonly #context: AttemptContext;
  readonly #settings: AttemptSettings;
  readonly #timeoutMs: number;
  #exchange: Exchange | undefined;
  #isStopped = false;
  #onStop: ((reason: unknown) => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(request: WireRequest, context: AttemptContext, settings: AttemptSettings) {
    this.#request = request;
    this.#context = context;
    this.#settings = settings;
    this.#timeoutMs = request.timeoutMs ?? settings.timeoutMs;
  }

  /** Sends the request, again on another connection if an idle one turned out to be closed. */
  async run(): Promise<ReceivedResponse> {
    const { signal } = this.#context;
    signal?.throwIfAborted();
    const unlink = onAbort(signal, (reason) => this.#stop(reason));
    this.#startTimer();
    try {
      for (let closed = 0; ; closed++) {
        const loading = this.#settings.loadSign();
        const sign = isPromise(loading) ? await this.#waitFor(loading) : loading;
        const signed = sign(this.#request);
        try {
          return this.#toReceived(await this.#send(signed));
        } catch (cause) {
          if (closed >= maxClosedConnections || !this.#canRepeat(cause)) {
            throw this.#toError(cause, signed);
          }
        }
      }
    } finally {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      unlink();
    }
  }

  #toReceived(received: TransportResponse): ReceivedResponse {
    const response = new WireResponse(requestLine(this.#request), received);
    return { response, text: response.ok ? undefined : response.receivedText };
  }

  /** Returns whether a request can be sent again although the server may have received it. */
  #canRepeat(cause: unknown): boolean {
    const { method, body } = this.#request;
    const isIdempotent = method !== "POST" && method !== "PATCH";
    const isStale = cause instanceof TransportError && cause.isStale && !this.#isStopped;
    return isStale && isIdempotent && !(body instanceof ReadableStream);
  }

  #toError(cause: unknown, { url, headers = this.#request.headers }: Signed): unknown {
    if (this.#isStopped) return cause;
    const request = this.#request;
    return toTypedError(cause, requestLine(request), () =>
      secretsOf(url, request.url, headers.get("Authorization"), request.body),
    );
  }

  /** Ends the attempt: `reason` becomes its error. */
  #stop(reason: unknown): void {
    this.#isStopped = true;
    this.#onStop?.(reason);
    this.#exchange?.cancel(reason);
  }

  /** Waits for a promise, unless the attempt is stopped before it is settled. */
  #waitFor<Value>(promise: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#onStop = reject;
      promise.then(resolve, reject);
    });
  }

  #send({ url, headers = this.#request.headers }: Signed): Exchange["response"] {
    const { method, body } = this.#request;
    const { transport, maxResponseBytes } = this.#settings;
    this.#exchange = transport.send({
      method,
      url,
      headers,
      body,
      leavesBinary: true,
      maxResponseBytes,
      onSent: (bytes) => this.#recordSent(bytes),
    });
    return this.#exchange.response;
  }

  #recordSent(bytes: number): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#startTimer();
    this.#context.onSent(bytes);
  }

  #startTimer(): void {
    this.#timer = setTimeout(
      () => this.#stop(new TimeoutError(requestLine(this.#request), this.#timeoutMs)),
      this.#timeoutMs,
    );
  }
}
