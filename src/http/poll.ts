import { requireSignal, requireTimeout } from "./argument-checks.ts";
import { HttpError } from "./errors.ts";
import { isRetryable, readRetryAfter } from "./retry-policy.ts";
import { isTransient } from "./send/retry.ts";
import { linkSignals, wait } from "./signals.ts";

/** Something that is checked until it has ended. */
export interface Polling<Value> {
  /** Milliseconds between the first two checks. */
  readonly pollMs: number;
  /** Milliseconds after which the last check starts. It has `pollMs` to complete. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Requests the state, and returns the value if there is one. */
  check(call: CheckCall): Promise<Checked<Value>>;
  /** Creates the error that ends the wait. `cause` is the failure of the last check, if it has failed. */
  createTimeoutError(cause: unknown): Error;
  /**
   * Registers a function that starts a check early, and returns a function that removes it. With it, checks
   * are rare from the start.
   */
  readonly subscribe?: ((wake: () => void) => () => void) | undefined;
  /** Whether responses with an unexpected body are tolerated, up to three of them in a row. */
  readonly toleratesUnexpected?: boolean;
}

/** Settings of one check. */
export interface CheckCall {
  readonly signal: AbortSignal;
  /** Whether no further check follows. */
  readonly isLast: boolean;
}

/** Result of a check: the value, or nothing but the maximum delay before the next check. */
export type Checked<Value> =
  | { readonly value: Value }
  | { readonly value?: undefined; readonly withinMs?: number };

/** Factor by which the delay between checks grows, and its maximum relative to the first delay. */
const growth = 1.5;
const maxGrowth = 10;
/** Maximum number of unexpected responses in a row. */
const maxUnexpected = 3;
/** Delay of a check that is started early, so that several notifications lead to one check. */
const gatherMs = 1_000;

/**
 * Checks repeatedly, with growing delays, until there is a value.
 *
 * Temporary failures do not end the wait: network failures, timeouts, and statuses that may be retried. Their
 * `Retry-After` is respected. Any other error does.
 *
 * @throws {InvalidArgumentError} When `pollMs`, `timeoutMs` or `signal` is not valid.
 */
export async function poll<Value>(polling: Polling<Value>): Promise<Value> {
  const { pollMs, timeoutMs, signal, subscribe } = polling;
  requireTimeout("pollMs", pollMs);
  requireTimeout("timeoutMs", timeoutMs);
  requireSignal("signal", signal);
  const stop = linkSignals(signal);
  const state: PollState = { signal: stop.signal, unexpected: 0, failure: undefined };
  const bell = subscribe && new Bell();
  const expire = (): void => stop.abort(polling.createTimeoutError(state.failure));
  const timer = setTimeout(expire, Math.min(timeoutMs + pollMs, 2 ** 31 - 1));
  let unsubscribe = (): void => {};
  try {
    if (bell) unsubscribe = subscribe?.(() => bell.ring()) ?? unsubscribe;
    return await repeat(polling, state, bell);
  } finally {
    clearTimeout(timer);
    unsubscribe();
    stop.unlink();
  }
}

interface PollState {
  readonly signal: AbortSignal;
  /** Number of unexpected responses in a row. */
  unexpected: number;
  /** Failure of the last check. */
  failure: unknown;
}

async function repeat<Value>(
  polling: Polling<Value>,
  state: PollState,
  bell: Bell | undefined,
): Promise<Value> {
  const { pollMs, timeoutMs } = polling;
  const { signal } = state;
  const endsAt = performance.now() + timeoutMs;
  const maxMs = pollMs * maxGrowth;
  for (let delayMs = bell ? maxMs : pollMs; ; delayMs = Math.min(delayMs * growth, maxMs)) {
    bell?.silence();
    // A timer may be a fraction of a millisecond early.
    const isLast = endsAt - performance.now() < 1;
    const checked = await check(polling, state, isLast);
    if (checked.value !== undefined) return checked.value;
    if (isLast) throw polling.createTimeoutError(state.failure);
    const { withinMs = delayMs, retryAfterMs } = checked;
    const leftMs = Math.max(endsAt - performance.now(), 0);
    const pauseMs = Math.max(Math.min(delayMs, withinMs), retryAfterMs);
    const earliestMs = Math.max(Math.min(pollMs, gatherMs), retryAfterMs);
    await pause(Math.min(pauseMs, leftMs), earliestMs, signal, bell);
    if (retryAfterMs > leftMs) throw polling.createTimeoutError(state.failure);
  }
}

/** Checks once. A temporary failure is a result without a value. */
async function check<Value>(
  polling: Polling<Value>,
  state: PollState,
  isLast: boolean,
): Promise<Checked<Value> & { readonly withinMs?: number; readonly retryAfterMs: number }> {
  const { signal } = state;
  try {
    const checked = await polling.check({ signal, isLast });
    Object.assign(state, { unexpected: 0, failure: undefined });
    return { ...checked, retryAfterMs: 0 };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    state.unexpected = isUnexpected(error) ? state.unexpected + 1 : 0;
    const { unexpected } = state;
    const isTolerated = polling.toleratesUnexpected && unexpected > 0 && unexpected < maxUnexpected;
    if (!isTolerated && !isTemporary(error)) throw error;
    state.failure = error;
    return { retryAfterMs: retryAfterOf(error) };
  }
}

function isTemporary(error: unknown): boolean {
  return error instanceof HttpError ? isRetryable(error.status) : isTransient(error, true);
}

/** Returns whether a success has an unexpected body, which is not an error of the service either. */
function isUnexpected(error: unknown): boolean {
  return error instanceof HttpError && error.response.ok && error.code === undefined;
}

function retryAfterOf(error: unknown): number {
  if (!(error instanceof HttpError)) return 0;
  return readRetryAfter(error.response.headers.get("Retry-After"), Date.now()) ?? 0;
}

/** Waits, or until the bell rings, but not less than the earliest delay. */
async function pause(
  delayMs: number,
  earliestMs: number,
  signal: AbortSignal,
  bell: Bell | undefined,
): Promise<void> {
  if (bell === undefined) return wait(delayMs, signal);
  const firstMs = Math.min(earliestMs, delayMs);
  await wait(firstMs, signal);
  await bell.rest(delayMs - firstMs, signal);
}

/** Ends a rest early. It also remembers that it rang before the rest. */
class Bell {
  #hasRung = false;
  #wake = (): void => {};

  ring(): void {
    this.#hasRung = true;
    this.#wake();
  }

  silence(): void {
    this.#hasRung = false;
  }

  /** Waits until the bell rings, at most for the given time. */
  async rest(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (this.#hasRung) return;
    const nap = linkSignals(signal);
    const woken = Symbol("woken");
    this.#wake = () => nap.abort(woken);
    try {
      await wait(milliseconds, nap.signal);
    } catch (reason) {
      if (reason !== woken) throw reason;
    } finally {
      this.#wake = () => {};
      nap.unlink();
    }
  }
}
