/** Statuses after which the same request may succeed later. */
const retryableStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** Delays of exponential backoff, in milliseconds. */
export interface Backoff {
  /** Delay before the first retry. It doubles with each further one. */
  readonly firstMs: number;
  /** Longest delay. */
  readonly longestMs: number;
}

/** Backoff of API calls. */
export const callBackoff: Backoff = { firstMs: 500, longestMs: 8_000 };

/** Longest delay between two attempts of an upload part, in milliseconds. */
export const longestUploadDelayMs = 20_000;

/** Longest `Retry-After` that is honored, in milliseconds. */
export const longestRetryAfterMs = 60_000;

/** Returns whether a response with this status is worth a retry. */
export function isRetryable(status: number): boolean {
  return retryableStatuses.has(status);
}

/**
 * Returns the delay before a retry, in milliseconds: exponential, with jitter of up to a half, so
 * that many clients do not return at the same time.
 *
 * @param retry - Number of retries before this one.
 */
export function backoffMs(retry: number, { firstMs, longestMs }: Backoff): number {
  return Math.min(firstMs * 2 ** retry, longestMs) * (0.5 + Math.random() / 2);
}

/**
 * Reads a `Retry-After` header: seconds, or a date.
 *
 * @param now - Milliseconds since 1970, for a date.
 * @returns Milliseconds to wait, or `undefined` when the header has no usable value.
 */
export function readRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  const delayMs = /^\d+(\.\d+)?$/.test(value.trim())
    ? Number(value) * 1000
    : Date.parse(value) - now;
  return delayMs >= 0 ? delayMs : undefined; // NaN is not.
}
