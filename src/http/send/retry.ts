import { NetworkError, TimeoutError } from "../errors.ts";
import {
  backoffMs,
  callBackoff,
  isRetryable,
  maxRetryAfterMs,
  readRetryAfter,
} from "../retry-policy.ts";
import { wait } from "../signals.ts";
import type { Attempt, AttemptContext, ReceivedResponse, WireRequest } from "./messages.ts";
import { isNeverConnected, isPermanent } from "./network-failure.ts";

/** Result of an attempt. */
export type Outcome = { received: ReceivedResponse } | { failure: unknown };

/** Called before the delay of a retry. */
export type OnRetry = (request: WireRequest, outcome: Outcome, delayMs: number) => void;

/** Settings of {@link withRetries}. */
interface RetryOptions {
  /** Attempts after the first, unless the request has its own setting. */
  readonly retries: number;
  readonly onRetry?: OnRetry | undefined;
}

/**
 * Retries network failures, timeouts and retryable statuses.
 *
 * A POST is retried only if the service cannot have acted on it: the connection was never
 * established, or the response is 429, or 503 with `Retry-After`.
 *
 * @param retry - Number of retries so far.
 */
export function withRetries(attempt: Attempt, options: RetryOptions, retry: number = 0): Attempt {
  return async (request, context) => {
    const outcome = await outcomeOf(attempt, request, context);
    const isLast = retry >= (request.retries ?? options.retries);
    const isFinal = isLast || isSuccess(outcome);
    if (!isFinal && (await waitForRetry(outcome, request, context, retry, options.onRetry))) {
      return withRetries(attempt, options, retry + 1)(request, context);
    }
    if ("failure" in outcome) throw outcome.failure;
    if (retry > 0) recordDeletion(request, outcome.received);
    return outcome.received;
  };
}

function isSuccess(outcome: Outcome): boolean {
  return "received" in outcome && outcome.received.response.ok;
}

async function outcomeOf(
  attempt: Attempt,
  request: WireRequest,
  context: AttemptContext,
): Promise<Outcome> {
  try {
    return { received: await attempt(request, context) };
  } catch (failure) {
    return { failure };
  }
}

/** Responses that report a deletion whose first response was lost. */
const repeatedDeletions = new WeakSet<object>();

function recordDeletion({ method }: WireRequest, { response }: ReceivedResponse): void {
  if (method === "DELETE" && response.status === 404) repeatedDeletions.add(response);
}

/**
 * Returns whether a response has status 404 because an earlier attempt of the same call has deleted the
 * object.
 */
export function isRepeatedDeletion(response: object): boolean {
  return repeatedDeletions.has(response);
}

/** Waits until a retry is due. Returns `false` immediately when there is none. */
async function waitForRetry(
  outcome: Outcome,
  request: WireRequest,
  { signal }: AttemptContext,
  retry: number,
  onRetry: OnRetry | undefined,
): Promise<boolean> {
  const delayMs = retryDelay(outcome, request.method, retry);
  if (delayMs === undefined || signal?.aborted) return false;
  onRetry?.(request, outcome, delayMs);
  await wait(delayMs, signal);
  return true;
}

/** Returns the delay before a retry in milliseconds, or `undefined` when there is none. */
function retryDelay(outcome: Outcome, method: string, retry: number): number | undefined {
  if ("failure" in outcome) {
    return isTransientFailure(outcome.failure, method) ? backoffMs(retry, callBackoff) : undefined;
  }
  const { status, headers } = outcome.received.response;
  const retryAfter = readRetryAfter(headers.get("Retry-After"), Date.now());
  const isUnprocessed = status === 429 || (status === 503 && retryAfter !== undefined);
  if (!isRetryable(status) || (method === "POST" && !isUnprocessed)) return undefined;
  const delayMs = backoffMs(retry, callBackoff);
  if (retryAfter === undefined) return delayMs;
  return retryAfter <= maxRetryAfterMs ? Math.max(retryAfter, delayMs) : undefined;
}

function isTransientFailure(failure: unknown, method: string): boolean {
  if (failure instanceof TimeoutError) return method !== "POST";
  if (!(failure instanceof NetworkError) || isPermanent(failure)) return false;
  return method !== "POST" || isNeverConnected(failure);
}
