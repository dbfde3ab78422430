import { createTransport } from "#upload";
import { backoffMs, longestUploadDelayMs } from "../../http/retry-policy.ts";
import { wait } from "../../http/signals.ts";
import type { SendingSettings } from "../session/upload-options.ts";
import { UploadError } from "../upload-error.ts";
import { resolveLocation } from "./location.ts";
import type { Transport, UploadAnswer, UploadBody, UploadRequest } from "./transport.ts";
import { isSuccess, judgeFailure, judgeStatus, type Verdict } from "./verdict.ts";

/** A request to the location, as those who send parts see it. */
interface LocationRequest {
  method: UploadRequest["method"];
  headers?: Readonly<Record<string, string>> | undefined;
  body?: UploadBody | undefined;
  /** The part that it is about, for errors and progress. */
  part?: number | undefined;
  onSent?: ((bytes: number) => void) | undefined;
  /** Called when an attempt has failed and there will be another. */
  onRetry?: ((verdict: Verdict & { retry: true }) => void) | undefined;
  /** Awaited before another attempt, after the wait. */
  beforeRetry?: (() => Promise<void>) | undefined;
}

/** Sends requests to one location until they succeed, or there is no hope. */
export class LocationClient {
  readonly #transport: Transport;
  readonly #settings: SendingSettings;
  readonly #pause = new Pause();
  /** Where requests go: where the session began, or where an answer has moved it. */
  #location: string;
  /** Grows whenever something got through: attempts before that do not count any more. */
  #successes = 0;

  constructor(location: string, transport: Transport, settings: SendingSettings) {
    this.#location = location;
    this.#transport = transport;
    this.#settings = settings;
  }

  /**
   * Sends until there is an answer of success.
   *
   * @throws {UploadError} When the server refuses, or all attempts have failed.
   */
  async send(request: LocationRequest, signal: AbortSignal): Promise<UploadAnswer> {
    let attempts = 0;
    for (let successes = this.#successes; ; ) {
      await this.#pause.over(signal);
      const outcome = await this.#attempt(request, signal);
      if ("answer" in outcome) return this.#succeed(outcome.answer);
      const { verdict } = outcome;
      if (!verdict.retry) throw this.#locate(verdict.error, request);
      attempts = this.#successes > successes ? 1 : attempts + 1;
      successes = this.#successes;
      if (attempts >= this.#settings.attempts) throw exhausted(attempts, verdict, request);
      request.onRetry?.(verdict);
      await this.#waitBefore(attempts, verdict, signal);
      await request.beforeRetry?.();
    }
  }

  get location(): string {
    return this.#location;
  }

  async #attempt(
    { method, headers = {}, body, onSent = ignore }: LocationRequest,
    signal: AbortSignal,
  ): Promise<{ answer: UploadAnswer } | { verdict: Verdict }> {
    try {
      const url = this.#location;
      const answer = await this.#transport.send({ method, url, headers, body, signal, onSent });
      return isSuccess(answer.status) ? { answer } : { verdict: judgeStatus(answer) };
    } catch (failure) {
      signal.throwIfAborted();
      return { verdict: judgeFailure(failure) };
    }
  }

  /** Any answer may name a new location, which counts on the same origin only. */
  #succeed(answer: UploadAnswer): UploadAnswer {
    this.#successes++;
    const moved = answer.header("location");
    const next = moved === undefined ? undefined : resolveLocation(moved, this.#location);
    if (next !== undefined) this.#location = next;
    return answer;
  }

  #locate(error: unknown, { part }: LocationRequest): unknown {
    if (!(error instanceof UploadError) || part === undefined || error.part !== undefined)
      return error;
    const { reason, message, status, attempts, cause } = error;
    return new UploadError(reason, `${message} (part ${part})`, { part, status, attempts, cause });
  }

  async #waitBefore(attempt: number, verdict: Verdict & { retry: true }, signal: AbortSignal) {
    const { pauseMs, isStale } = verdict;
    if (pauseMs !== undefined) return this.#pause.ask(pauseMs);
    if (isStale && attempt === 1) return;
    const backoff = { firstMs: this.#settings.retryMs, longestMs: longestUploadDelayMs };
    await wait(backoffMs(attempt - 1, backoff), signal);
  }
}

function exhausted(
  attempts: number,
  { status, cause }: Verdict & { retry: true },
  { part }: LocationRequest,
): UploadError {
  const what = part === undefined ? "The server was asked" : `Part ${part} was tried`;
  const why = status === undefined ? String((cause as Error).message) : `status ${status}`;
  const message = `${what} ${attempts} times, the last time: ${why}`;
  return new UploadError("retries-exhausted", message, { part, attempts, status, cause });
}

function ignore(): void {}

/** A pause that all workers of an upload keep: the server asked one of them for it. */
class Pause {
  #until = 0;

  /** Prolongs the pause, never shortens it. */
  ask(milliseconds: number): void {
    this.#until = Math.max(this.#until, performance.now() + milliseconds);
  }

  /** Waits until the pause is over, also where it is prolonged meanwhile. */
  async over(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    while (isOffline() || this.#until > performance.now()) {
      await waitUntilOnline(signal);
      const left = this.#until - performance.now();
      if (left > 0) await wait(left, signal);
    }
  }
}

function isOffline(): boolean {
  return globalThis.navigator?.onLine === false && typeof addEventListener === "function";
}

/** Browsers tell when there is no network at all: then trying is of no use, and no attempt is lost. */
async function waitUntilOnline(signal: AbortSignal): Promise<void> {
  if (!isOffline()) return;
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      removeEventListener("online", goOn);
      reject(signal.reason);
    };
    const goOn = (): void => {
      signal.removeEventListener("abort", stop);
      resolve();
    };
    signal.addEventListener("abort", stop, { once: true });
    addEventListener("online", goOn, { once: true });
  });
}

/**
 * Tells the server to forget an upload, once. One that it does not know any more is as good.
 *
 * @throws {UploadError} When the server could not be told.
 */
export async function deleteUpload(location: string, settings: SendingSettings): Promise<void> {
  const transport = createTransport(settings);
  try {
    const client = new LocationClient(location, transport, { ...settings, attempts: 1 });
    await client.send({ method: "DELETE" }, new AbortController().signal);
  } catch (error) {
    if (!(error instanceof UploadError && error.reason === "expired")) throw error;
  } finally {
    transport.close();
  }
}
