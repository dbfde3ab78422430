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

type Outcome = { received: ReceivedResponse } | { failure: unknown };

/**
 * Retries network failures, timeouts and retryable statuses.
 *
 * A POST is retried only if the service cannot have acted on it: the connection was never
 * established, or the response is 429, or 503 with `Retry-After`.
 *
 * @param retries - Attempts after the first.
 * @param retry - Number of retries so far.
 */
export function withRetries(attempt: Attempt, retries: number, retry: number = 0): Attempt {
  const isLast = retry >= retries;
  return async (request, context) => {
    try {
      const received = await attempt(request, context);
      const isFinal = received.response.ok || isLast;
      if (isFinal || !(await waitForRetry({ received }, request, context, retry))) return received;
    } catch (failure) {
      if (isLast || !(await waitForRetry({ failure }, request, context, retry))) throw failure;
    }
    return withRetries(attempt, retries, retry + 1)(request, context);
  };
}

/** Waits until a retry is due. Returns `false` immediately when there is none. */
async function waitForRetry(
  outcome: Outcome,
  { method }: WireRequest,
  { signal }: AttemptContext,
  retry: number,
): Promise<boolean> {
  const delayMs = retryDelay(outcome, method, retry);
  if (delayMs === undefined || signal?.aborted) return false;
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
  if (retryAfter === undefined) return backoffMs(retry, callBackoff);
  return retryAfter <= maxRetryAfterMs ? retryAfter : undefined;
}

function isTransientFailure(failure: unknown, method: string): boolean {
  if (failure instanceof TimeoutError) return method !== "POST";
  if (!(failure instanceof NetworkError) || isPermanent(failure)) return false;
  return method !== "POST" || isNeverConnected(failure);
}
