import { NetworkError } from "../../http/errors.ts";
import { backoffMs, maxUploadDelayMs } from "../../http/retry-policy.ts";
import { type Hooks, type Observation, observe } from "../../http/send/hooks.ts";
import { wait } from "../../http/signals.ts";
import { TransportError } from "../../http/transport/transport.ts";
import { UploadError } from "../upload-error.ts";
import {
  type AttemptFailure,
  classifyError,
  classifyResponse,
  classifyUnreadable,
  describeCause,
  type RetryableFailure,
} from "./failures.ts";
import {
  type LocationResponse,
  LocationTransport,
  type LocationTransportSettings,
  type LocationRequest as SentRequest,
} from "./location-transport.ts";
import type { FileRange } from "./range-body.ts";
import { SharedPause } from "./shared-pause.ts";
import {
  describePlainRemedy,
  hasResponse,
  isUnreachable,
  requireNoMixedContent,
  showsNoTls,
} from "./tls-probe.ts";
import type { UploadLocation } from "./upload-location.ts";

/** Limits of the requests to a location. */
export interface RequestSettings extends LocationTransportSettings {
  /** Maximum number of attempts for a request. */
  readonly attempts: number;
  /** Delay before the first retry, in milliseconds. */
  readonly retryMs: number;
  readonly hooks: Hooks;
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

/** A response with any status, or the reason why there is none. */
interface Received {
  readonly response?: LocationResponse | undefined;
  readonly error?: unknown;
}

/** Outcome of one attempt. */
type Outcome<Value> = Received & ({ readonly value: Value } | { readonly failure: AttemptFailure });

/** Sends requests to one location, with retries. */
export class LocationClient {
  readonly #transport: LocationTransport;
  readonly #settings: RequestSettings;
  readonly #pause = new SharedPause();
  readonly #location: UploadLocation;
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
      this.#location.decide(await this.#retry(query, signal, () => this.#probe(query, signal)));
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
    { check, headers = {}, ...sent }: LocationRequest,
    signal: AbortSignal,
  ): Promise<Outcome<LocationResponse>> {
    const { url } = this.#location;
    const { method, body, onSent, onPassed, maxResponseBytes } = sent;
    const request = { method, url, headers, body, signal, onSent, onPassed, maxResponseBytes };
    try {
      const response = await this.#transport.send(request);
      // Any response may move the upload.
      this.#location.follow(response.header("location"));
      const failure = classifyResponse(response, url) ?? checkBody(response, check);
      if (failure === undefined) return { value: response, response };
      // The response of the previous location no longer matters.
      const isMoved = url !== this.#location.url;
      return { failure: isMoved ? retryAtNewLocation(response) : failure, response };
    } catch (error) {
      signal.throwIfAborted();
      return { failure: classifyError(error), error };
    }
  }

  /** Returns whether TLS works, once a request shows it. */
  async #probe(
    { method, headers = {} }: LocationRequest,
    signal: AbortSignal,
  ): Promise<Outcome<boolean>> {
    const { url } = this.#location;
    let isConnected = false;
    const onConnected = (): void => {
      isConnected = true;
    };
    const request = { method, url, headers, signal, onConnected, isProbe: true };
    try {
      const response = await this.#transport.send(request);
      // Without a connection, it is the response of a proxy that rejects it.
      const isEncrypted = isConnected || !this.#transport.reportsConnections;
      if (isEncrypted) this.#location.follow(response.header("location"));
      return { value: isEncrypted, response };
    } catch (error) {
      signal.throwIfAborted();
      if (isConnected || hasResponse(error)) return { value: true, error };
      if (!showsNoTls(error)) return { failure: classifyError(error), error };
      requireNoMixedContent(this.#location, error);
      return { value: false, error };
    }
  }

  /** Returns the delay before a retry in milliseconds: also with `Retry-After`, which may be 0. */
  #backoff(attempts: number, { retryAfterMs, isStale }: RetryableFailure): number {
    if (retryAfterMs === undefined && isStale && attempts === 1) return 0;
    return backoffMs(attempts - 1, { firstMs: this.#settings.retryMs, maxMs: maxUploadDelayMs });
  }
}

function checkBody(
  response: LocationResponse,
  check: LocationRequest["check"],
): AttemptFailure | undefined {
  try {
    check?.(response);
    return undefined;
  } catch (error) {
    return classifyUnreadable(error, response);
  }
}

/** A failure at a location from which the upload has moved in the meantime. */
function retryAtNewLocation({ status }: LocationResponse): RetryableFailure {
  return {
    isRetryable: true,
    retryAfterMs: undefined,
    isOverload: false,
    isStale: true,
    status,
    cause: undefined,
  };
}

/** Returns the same error with the number of the part, and advice on a certificate. */
function explain(error: unknown, { part }: LocationRequest, advice: string): unknown {
  if (!(error instanceof UploadError) || error.part !== undefined) return error;
  const { reason, message, status, attempts, cause } = error;
  const suffix = part === undefined ? "" : ` (part ${part})`;
  const remedy = reason === "certificate" ? advice : "";
  return new UploadError(reason, `${message}${suffix}${remedy}`, { part, status, attempts, cause });
}

function retriesExhausted(
  attempts: number,
  { status, cause, words = "", finally: final }: RetryableFailure,
  { method, part }: LocationRequest,
  advice: string,
): UploadError {
  const subject = part === undefined ? `The ${method} request` : `Part ${part}`;
  const suffix = words === "" ? "" : `: ${words}`;
  const reason = status === undefined ? describeCause(cause) : `status ${status}${suffix}`;
  const times = attempts === 1 ? "1 attempt" : `${attempts} attempts`;
  const remedy = status === undefined ? advice : "";
  if (final !== undefined) {
    const message = `${final.message} (${subject}, ${times})`;
    return new UploadError(final.reason, message, { part, attempts, status });
  }
  const message = `${subject} failed after ${times}: ${reason}${remedy}`;
  return new UploadError("retries-exhausted", message, { part, attempts, status, cause });
}

/**
 * Sends one DELETE for an upload. A session that the server no longer knows counts as deleted.
 *
 * @param query - See {@link LocationClient.decideEncryption}.
 * @throws {UploadError} When the request fails.
 */
export async function deleteUpload(
  location: UploadLocation,
  query: LocationRequest,
  settings: RequestSettings,
): Promise<void> {
  const transport = new LocationTransport(settings);
  try {
    const client = new LocationClient(location, transport, { ...settings, attempts: 1 });
    const { signal } = new AbortController();
    await client.decideEncryption(query, signal);
    await client.request({ method: "DELETE" }, signal);
  } catch (error) {
    if (!(error instanceof UploadError && error.reason === "expired")) throw error;
  } finally {
    transport.close();
  }
}
