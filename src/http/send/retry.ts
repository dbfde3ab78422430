import { NetworkError, TimeoutError } from "../errors.ts";
import { wait } from "../signals.ts";
import { isNeverConnected, isPermanent } from "./network-failure.ts";
import type { Answer, Attempt, AttemptContext } from "./response.ts";
import type { WireRequest } from "./wire-request.ts";

/** Wait before the second attempt, in milliseconds. It doubles with each further one. */
const firstDelayMs = 500;
/** Longest wait of our own choice, in milliseconds. */
const longestDelayMs = 8_000;
/** Longest `Retry-After` that is waited for, in milliseconds. A longer one ends the retries. */
const longestRetryAfterMs = 60_000;

const transientStatuses = new Set([408, 429, 500, 502, 503, 504]);

type Outcome = { answer: Answer } | { failure: unknown };

/**
 * Tries again what may succeed the next time.
 *
 * Repeated are failures of the network, time-outs and the statuses 408, 429, 500, 502, 503, 504; a
 * POST only where the service cannot have acted on it: it was never reached, or it answered 429, or
 * 503 with `Retry-After`.
 *
 * @param retries - Attempts after the first.
 * @param retry - How many of them there were.
 */
export function withRetries(attempt: Attempt, retries: number, retry: number = 0): Attempt {
  const isLast = retry >= retries;
  return async (request, context) => {
    try {
      const answer = await attempt(request, context);
      const isFinal = answer.response.ok || isLast;
      if (isFinal || !(await waitForNext({ answer }, request, context, retry))) return answer;
    } catch (failure) {
      if (isLast || !(await waitForNext({ failure }, request, context, retry))) throw failure;
    }
    return withRetries(attempt, retries, retry + 1)(request, context);
  };
}

/** Waits before another attempt. Gives `false`, and at once, when there should be none. */
async function waitForNext(
  outcome: Outcome,
  { method }: WireRequest,
  { signal }: AttemptContext,
  retry: number,
): Promise<boolean> {
  const delayMs = delayBefore(outcome, method, retry);
  if (delayMs === undefined || signal?.aborted) return false;
  await wait(delayMs, signal);
  return true;
}

/** Milliseconds to wait before another attempt, or `undefined` when there should be none. */
function delayBefore(outcome: Outcome, method: string, retry: number): number | undefined {
  const mayRepeat =
    "answer" in outcome
      ? isTransientAnswer(outcome.answer.response, method)
      : isTransientFailure(outcome.failure, method);
  if (!mayRepeat) return undefined;
  const asked = "answer" in outcome ? retryAfterOf(outcome.answer.response) : undefined;
  if (asked === undefined) return backoff(retry);
  return asked <= longestRetryAfterMs ? asked : undefined;
}

function isTransientAnswer(response: Response, method: string): boolean {
  if (!transientStatuses.has(response.status)) return false;
  if (method !== "POST" || response.status === 429) return true;
  return response.status === 503 && retryAfterOf(response) !== undefined;
}

function isTransientFailure(failure: unknown, method: string): boolean {
  if (failure instanceof TimeoutError) return method !== "POST";
  if (!(failure instanceof NetworkError) || isPermanent(failure)) return false;
  return method !== "POST" || isNeverConnected(failure);
}

function retryAfterOf({ headers }: Response): number | undefined {
  return readRetryAfter(headers.get("Retry-After"), Date.now());
}

/** Exponential, with a random part so that many clients do not come back at once. */
function backoff(retry: number): number {
  const delayMs = Math.min(firstDelayMs * 2 ** retry, longestDelayMs);
  return delayMs * (0.5 + Math.random() / 2);
}

/**
 * Reads a `Retry-After` header: seconds, or a date.
 *
 * @param now - Milliseconds since 1970, for a date.
 * @returns Milliseconds to wait, or `undefined` when there is no usable value.
 */
export function readRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  const waitMs = /^\d+(\.\d+)?$/.test(value.trim())
    ? Number(value) * 1000
    : Date.parse(value) - now;
  return waitMs >= 0 ? waitMs : undefined; // NaN is not.
}
