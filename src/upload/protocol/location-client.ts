import { NetworkError } from "../../http/errors.ts";
import { backoffMs, maxUploadDelayMs } from "../../http/retry-policy.ts";
import { type Hooks, type Observation, observe } from "../../http/send/hooks.ts";
import { onAbort, wait } from "../../http/signals.ts";
import { TransportError } from "../../http/transport/transport.ts";
import { UploadError } from "../upload-error.ts";
import { resolveLocation } from "./location.ts";
import {
  type LocationResponse,
  LocationTransport,
  type LocationTransportSettings,
  type LocationRequest as SentRequest,
} from "./location-transport.ts";
import type { FileRange } from "./range-body.ts";
import {
  type AttemptFailure,
  classifyError,
  classifyResponse,
  describeCause,
  type RetryableFailure,
} from "./responses.ts";

/** Limits of the requests to a location. */
export interface RequestSettings extends LocationTransportSettings {
  /** Maximum number of attempts for a request. */
  readonly attempts: number;
  /** Delay before the first retry, in milliseconds. */
  readonly retryMs: number;
  readonly hooks: Hooks;
}

/** A request to the location. */
interface LocationRequest {
  method: SentRequest["method"];
  headers?: Readonly<Record<string, string>> | undefined;
  body?: FileRange | undefined;
  /** Number of the part, for errors and progress. */
  part?: number | undefined;
  onSent?: ((bytes: number) => void) | undefined;
  /** Called when an attempt has failed and a retry follows. */
  onRetry?: ((failure: RetryableFailure) => void) | undefined;
  /** Awaited before a retry, after the delay. */
  beforeRetry?: (() => Promise<void>) | undefined;
}

/** Sends requests to one location, with retries. */
export class LocationClient {
  readonly #transport: LocationTransport;
  readonly #settings: RequestSettings;
  readonly #pause = new SharedPause();
  /** Origin of all locations of the upload. */
  readonly #origin: string;
  #location: string;
  /** Number of requests that have succeeded. Attempts before the latest success no longer count. */
  #successes = 0;

  constructor(location: string, transport: LocationTransport, settings: RequestSettings) {
    this.#location = location;
    this.#origin = new URL(location).origin;
    this.#transport = transport;
    this.#settings = settings;
  }

  /** URL of the next request: that of the constructor, or where a response has moved the upload. */
  get location(): string {
    return this.#location;
  }

  /**
   * Sends a request until it succeeds.
   *
   * @throws {UploadError} When the server rejects it, or all attempts have failed.
   */
  async request(request: LocationRequest, signal: AbortSignal): Promise<LocationResponse> {
    let attempts = 0;
    for (let sent = 1, successes = this.#successes; ; sent++) {
      await this.#pause.untilOver(signal);
      const observation = this.#observe(request, sent);
      const outcome = await this.#attempt(request, signal);
      observation?.end(this.#toVisible(outcome, request));
      const failure = classify(outcome, signal);
      if (failure === undefined) return this.#accept(outcome.response as LocationResponse);
      if (!failure.isRetryable) throw withPart(failure.error, request);
      attempts = this.#successes > successes ? 1 : attempts + 1;
      successes = this.#successes;
      if (attempts >= this.#settings.attempts) throw retriesExhausted(attempts, failure, request);
      const delayMs = this.#retryDelay(attempts, failure);
      request.onRetry?.(failure);
      observation?.retry(this.#toVisible(outcome, request), delayMs);
      await this.#delayRetry(delayMs, failure, signal);
      await request.beforeRetry?.();
    }
  }

  async #attempt(
    { method, headers = {}, body, onSent = () => {} }: LocationRequest,
    signal: AbortSignal,
  ): Promise<Outcome> {
    try {
      const url = this.#location;
      const response = await this.#transport.send({ method, url, headers, body, signal, onSent });
      return { response, error: undefined };
    } catch (error) {
      return { response: undefined, error: signal.aborted ? signal.reason : error };
    }
  }

  /** Hooks see only the origin of the location: who knows the rest can send to it. */
  #observe({ method, headers = {} }: LocationRequest, attempt: number): Observation | undefined {
    const request = { method, url: this.#origin, headers: Object.entries(headers) };
    return observe(this.#settings.hooks, request, attempt);
  }

  /** Returns an outcome with an error that hooks may see. */
  #toVisible({ response, error }: Outcome, { method }: LocationRequest): Outcome {
    if (!(error instanceof TransportError)) return { response, error };
    const line = { method, url: this.#origin };
    return { response, error: new NetworkError(line, error.cause, describeCause(error)) };
  }

  /** Counts a success. Any response may name a new location, on the same origin. */
  #accept(response: LocationResponse): LocationResponse {
    this.#successes++;
    const moved = response.header("location");
    const next = moved === undefined ? undefined : resolveLocation(moved, this.#location);
    if (next !== undefined) this.#location = next;
    return response;
  }

  /** Waits, or pauses all requests. */
  async #delayRetry(delayMs: number, { retryAfterMs }: RetryableFailure, signal: AbortSignal) {
    if (retryAfterMs !== undefined) this.#pause.extend(delayMs);
    else if (delayMs > 0) await wait(delayMs, signal);
  }

  #retryDelay(attempts: number, { retryAfterMs, isStale }: RetryableFailure): number {
    if (retryAfterMs !== undefined) return retryAfterMs;
    if (isStale && attempts === 1) return 0;
    return backoffMs(attempts - 1, { firstMs: this.#settings.retryMs, maxMs: maxUploadDelayMs });
  }
}

/** A response with any status, or the reason why there is none. */
interface Outcome {
  readonly response: LocationResponse | undefined;
  readonly error: unknown;
}

/** Returns what has failed, if anything. An abort throws the signal's reason. */
function classify({ response, error }: Outcome, signal: AbortSignal): AttemptFailure | undefined {
  if (response !== undefined) return classifyResponse(response);
  signal.throwIfAborted();
  return classifyError(error);
}

/** Returns the same error with the number of the part. */
function withPart(error: unknown, { part }: LocationRequest): unknown {
  if (!(error instanceof UploadError) || part === undefined || error.part !== undefined)
    return error;
  const { reason, message, status, attempts, cause } = error;
  return new UploadError(reason, `${message} (part ${part})`, { part, status, attempts, cause });
}

function retriesExhausted(
  attempts: number,
  { status, cause }: RetryableFailure,
  { method, part }: LocationRequest,
): UploadError {
  const subject = part === undefined ? `The ${method} request` : `Part ${part}`;
  const reason = status === undefined ? describeCause(cause) : `status ${status}`;
  const times = attempts === 1 ? "1 attempt" : `${attempts} attempts`;
  const message = `${subject} failed after ${times}: ${reason}`;
  return new UploadError("retries-exhausted", message, { part, attempts, status, cause });
}

/** A pause of all workers of an upload, after a `Retry-After` that one of them received. */
class SharedPause {
  #until = 0;

  /** Extends the pause, and never shortens it. */
  extend(milliseconds: number): void {
    this.#until = Math.max(this.#until, performance.now() + milliseconds);
  }

  /** Waits until the pause is over, also when it is extended in the meantime. */
  async untilOver(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    while (isOffline() || this.#until > performance.now()) {
      await waitUntilOnline(signal);
      const restMs = this.#until - performance.now();
      if (restMs > 0) await wait(restMs, signal);
    }
  }
}

function isOffline(): boolean {
  return globalThis.navigator?.onLine === false && typeof addEventListener === "function";
}

/** Waits while the platform reports that there is no network, so that no attempt is wasted. */
async function waitUntilOnline(signal: AbortSignal): Promise<void> {
  if (!isOffline()) return;
  await new Promise<void>((resolve, reject) => {
    const onOnline = (): void => {
      unlink();
      resolve();
    };
    addEventListener("online", onOnline, { once: true });
    const unlink = onAbort(signal, (reason) => {
      removeEventListener("online", onOnline);
      reject(reason);
    });
  });
}

/**
 * Sends one DELETE for an upload. A session that the server no longer knows counts as deleted.
 *
 * @throws {UploadError} When the request fails.
 */
export async function deleteUpload(location: string, settings: RequestSettings): Promise<void> {
  const transport = new LocationTransport(settings);
  try {
    const client = new LocationClient(location, transport, { ...settings, attempts: 1 });
    await client.request({ method: "DELETE" }, new AbortController().signal);
  } catch (error) {
    if (!(error instanceof UploadError && error.reason === "expired")) throw error;
  } finally {
    transport.close();
  }
}
