import { NetworkError, TimeoutError } from "../errors.ts";
import {
  backoffMs,
  callBackoff,
  isRetryable,
  maxRetryAfterMs,
  readRetryAfter,
} from "../retry-policy.ts";
import type { Outcome } from "./messages.ts";
import { isNeverConnected, isPermanent } from "./network-failure.ts";

/**
 * Returns the delay before a retry in milliseconds, or `undefined` when there is none.
 *
 * Network failures, timeouts and retryable statuses are retried: those of a POST only if the service
 * cannot have acted on it, because the connection was never established, or the response is 429, or 503
 * with `Retry-After`.
 *
 * @param retry - Number of retries so far.
 */
export function retryDelay(
  { response, error }: Outcome,
  method: string,
  retry: number,
): number | undefined {
  const isRepeatable = method !== "POST";
  if (response === undefined) {
    return isTransient(error, isRepeatable) ? backoffMs(retry, callBackoff) : undefined;
  }
  const { status, headers } = response;
  if (!isRetryable(status)) return undefined;
  const retryAfter = readRetryAfter(headers.get("Retry-After"), Date.now());
  const isUnprocessed = status === 429 || (status === 503 && retryAfter !== undefined);
  if (!isRepeatable && !isUnprocessed) return undefined;
  const delayMs = backoffMs(retry, callBackoff);
  if (retryAfter === undefined) return delayMs;
  return retryAfter <= maxRetryAfterMs ? Math.max(retryAfter, delayMs) : undefined;
}

/**
 * Returns whether a request without a response may succeed when it is sent again.
 *
 * @param isRepeatable - Whether the service may receive it twice.
 */
export function isTransient(error: unknown, isRepeatable: boolean): boolean {
  if (error instanceof NetworkError) {
    return !isPermanent(error) && (isRepeatable || isNeverConnected(error));
  }
  return isRepeatable && error instanceof TimeoutError;
}
