import { NetworkError } from "../../http/errors.ts";
import { backoffMs, maxUploadDelayMs } from "../../http/retry-policy.ts";
import { type Hooks, type Observation, observe } from "../../http/send/hooks.ts";
import { linkSignals, wait } from "../../http/signals.ts";
import { TransportError } from "../../http/transport/transport.ts";
import {
  checkBody,
  classifyError,
  classifyResponse,
  describeCause,
  explain,
  isGone,
  type Outcome,
  type Received,
  type RetryableFailure,
  retriesExhausted,
  retryAtNewLocation,
} from "./failures.ts";
import type {
  LocationResponse,
  LocationTransport,
  LocationTransportSettings,
  LocationRequest as SentRequest,
} from "./location-transport.ts";
import type { FileRange } from "./range-body.ts";
import { SharedPause } from "./shared-pause.ts";
import {
  describePlainRemedy,
  isUnreachable,
  probeTls,
  requireNoMixedContent,
} from "./tls-probe.ts";
import type { UploadLocation } from "./upload-location.ts";

/** Limits of the requests to a location. */
export interface RequestSettings extends LocationTransportSettings {
  /** Maximum number of attempts for a request. */
  readonly attempts: number;
  /** Delay before the first retry, in milliseconds. */
  readonly retryMs: number;
  readonly hooks: Hooks;
  /** Headers of every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A request to the location. */
export interface LocationRequest {
  /**
   * Checks the body of a successful response. An {@link UploadError} with reason `protocol` makes it a
   * failure of the attempt.
   */
  check?: ((response: LocationResponse) => void) | undefined;
  /** Maximum size of the response body in bytes, if it is not that of the transport. */
  maxResponseBytes?: number | undefined;
  method: SentRequest["method"];
  headers?: Readonly<Record<string, string>> | undefined;
  body?: FileRange | undefined;
  /** Number of the part, for errors and progress. */
  part?: number | undefined;
  onSent?: ((bytes: number) => void) | undefined;
  /** See {@link SentRequest}. */
  onPassed?: ((bytes: number) => void) | undefined;
  /** Called when an attempt has failed and a retry follows. */
  onRetry?: ((failure: RetryableFailure) => void) | undefined;
  /** Awaited before a retry, after the delay. */
  beforeRetry?: (() => Promise<void>) | undefined;
}

/** Failed attempts of one request, or of several of which each continues where the last one failed. */
export interface FailedAttempts {
  /** Number since the last progress. */
  count: number;
  /** Number of requests of the client that had succeeded at the latest failure. */
  successes?: number | undefined;
  /** Number of attempts, also those before the last progress. */
  sent?: number | undefined;
}

/** Sends requests to one location, with retries. */
export class LocationClient {
  readonly #transport: LocationTransport;
  readonly #settings: RequestSettings;
  readonly #pause = new SharedPause();
  readonly #location: UploadLocation;
  readonly #exchanges = new Set<Promise<LocationResponse>>();
  /** Number of requests that have succeeded. Attempts before the latest success no longer count. */
  #successes = 0;

  constructor(location: UploadLocation, transport: LocationTransport, settings: RequestSettings) {
    this.#location = location;
    this.#transport = transport;
    this.#settings = settings;
  }

  /** Whether `onSent` is called before there is a response. In browsers it is not. */
  get reportsSending(): boolean {
    return this.#transport.reportsSending;
  }

  /**
   * Sends a request until it succeeds.
   *
   * @throws {UploadError} When the server rejects it, or all attempts have failed.
   */
  async request(request: LocationRequest, signal: AbortSignal): Promise<LocationResponse> {
    const response = await this.#retry(request, signal, () => this.#attempt(request, signal));
    this.#successes++;
    return response;
  }

  /**
   * Sends a request once: what is sent after a failure depends on what the server has.
   *
   * @param failed - Counts the failures. The caller resets it when there is progress.
   * @returns `undefined` after a failure that a retry may mend, and the delay before it.
   * @throws {UploadError} When the server rejects it, or all attempts have failed.
   */
  async requestOnce(
    request: LocationRequest,
    signal: AbortSignal,
    failed: FailedAttempts,
  ): Promise<LocationResponse | undefined> {
    const attempt = () => this.#attempt(request, signal);
    // Only the caller knows whether other requests that have succeeded are progress.
    failed.successes = this.#successes;
    return (await this.#try(request, signal, attempt, failed))?.value;
  }

  /**
   * Finds out whether the server offers TLS, unless that is known. Nothing may be sent before.
   *
   * @param query - Request without bytes of the file. Its response does not matter.
   * @throws {UploadError} When that cannot be found out, or the certificate is not trusted.
   */
  async decideEncryption(query: LocationRequest, signal: AbortSignal): Promise<void> {
    const { isEncrypted } = this.#location;
    if (isEncrypted === false) requireNoMixedContent(this.#location);
    if (isEncrypted !== undefined) return;
    try {
      const probe = () => probeTls(this.#location, this.#transport, query, signal);
      this.#location.decide(await this.#retry(query, signal, probe));
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      requireNoMixedContent(this.#location, error);
      this.#location.decide(false);
    }
  }

  async #retry<Value>(
    request: LocationRequest,
    signal: AbortSignal,
    attempt: () => Promise<Outcome<Value>>,
  ): Promise<Value> {
    const failed: FailedAttempts = { count: 0, successes: this.#successes };
    for (;;) {
      const success = await this.#try(request, signal, attempt, failed);
      if (success !== undefined) return success.value;
    }
  }

  /** Returns `undefined` after a failure that is followed by a retry, and its delay. */
  async #try<Value>(
    request: LocationRequest,
    signal: AbortSignal,
    attempt: () => Promise<Outcome<Value>>,
    failed: FailedAttempts,
  ): Promise<{ value: Value } | undefined> {
    await this.#pause.untilOver(signal);
    failed.sent = (failed.sent ?? 0) + 1;
    const observation = this.#observe(request, failed.sent);
    const outcome = await attempt().catch((error: unknown) => {
      observation?.end({ response: undefined, error });
      throw error;
    });
    const visible = this.#toVisible(outcome, request);
    observation?.end(visible);
    if ("value" in outcome) return outcome;
    const { failure } = outcome;
    const advice = describePlainRemedy(this.#location);
    if (!failure.isRetryable) throw explain(failure.error, request, advice);
    failed.count = this.#successes === failed.successes ? failed.count + 1 : 1;
    failed.successes = this.#successes;
    if (failed.count >= this.#settings.attempts) {
      throw retriesExhausted(failed.count, failure, request, advice);
    }
    request.onRetry?.(failure);
    const backoff = this.#backoff(failed.count, failure);
    const { retryAfterMs = 0 } = failure;
    observation?.retry(visible, Math.max(retryAfterMs, backoff));
    this.#pause.extend(retryAfterMs);
    if (backoff > 0) await wait(backoff, signal);
    await request.beforeRetry?.();
    return undefined;
  }

  /** Hooks see only the origin of the location: who knows the rest can send to it. */
  #observe({ method, headers = {} }: LocationRequest, attempt: number): Observation | undefined {
    const request = { method, url: this.#origin, headers: Object.entries(headers) };
    return observe(this.#settings.hooks, request, attempt);
  }

  get #origin(): string {
    return this.#location.url.split("/", 3).join("/");
  }

  /** Returns what hooks may see. */
  #toVisible({ response, error }: Received, { method }: LocationRequest): Required<Received> {
    if (!(error instanceof TransportError)) return { response, error };
    const line = { method, url: this.#origin };
    return { response, error: new NetworkError(line, error.cause, describeCause(error)) };
  }

  async #attempt(
    { check, headers: own, ...sent }: LocationRequest,
    signal: AbortSignal,
  ): Promise<Outcome<LocationResponse>> {
    const { url } = this.#location;
    const { method, body, onSent, onPassed, maxResponseBytes } = sent;
    const headers = { ...own, ...this.#settings.headers };
    const request = { method, url, headers, body, signal, onSent, onPassed, maxResponseBytes };
    try {
      const response = await this.#exchange(request);
      const failure = classifyResponse(response, url) ?? checkBody(response, check);
      if (failure === undefined) return { value: response, response };
      if (isGone(response.status)) await this.#untilOthersSettle(signal);
      // The response of the previous location no longer matters.
      const isMoved = url !== this.#location.url;
      return { failure: isMoved ? retryAtNewLocation(response) : failure, response };
    } catch (error) {
      signal.throwIfAborted();
      return { failure: classifyError(error), error };
    }
  }

  /** Sends a request, and records it while it is in flight. */
  #exchange(request: SentRequest): Promise<LocationResponse> {
    const exchange = this.#send(request).finally(() => this.#exchanges.delete(exchange));
    this.#exchanges.add(exchange);
    return exchange;
  }

  async #send(request: SentRequest): Promise<LocationResponse> {
    const response = await this.#transport.send(request);
    // Any response may move the upload.
    this.#location.follow(response.header("location"));
    return response;
  }

  /** Waits for the other requests in flight, no longer than for a retry: a response may move the upload. */
  async #untilOthersSettle(signal: AbortSignal): Promise<void> {
    const limit = linkSignals(signal);
    const settled = Promise.allSettled(this.#exchanges).then(() => limit.abort(undefined));
    await Promise.race([settled, wait(this.#settings.retryMs, limit.signal).catch(() => {})]);
    limit.unlink();
  }

  /** Returns the delay before a retry in milliseconds: also with `Retry-After`, which may be 0. */
  #backoff(attempts: number, { retryAfterMs, isStale }: RetryableFailure): number {
    if (retryAfterMs === undefined && isStale && attempts === 1) return 0;
    return backoffMs(attempts - 1, { firstMs: this.#settings.retryMs, maxMs: maxUploadDelayMs });
  }
}
