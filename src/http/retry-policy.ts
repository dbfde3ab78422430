/** Statuses of failures that are often temporary. */
const retryableStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** Limits of exponential backoff, in milliseconds. */
interface Backoff {
  /** Delay before the first retry. It doubles with each further one. */
  readonly firstMs: number;
  /** Maximum delay. */
  readonly maxMs: number;
}

/** Backoff of API calls. */
export const callBackoff: Backoff = { firstMs: 500, maxMs: 8_000 };

/** Maximum backoff between two attempts of an upload request, in milliseconds. */
export const maxUploadDelayMs = 20_000;

/** Maximum `Retry-After` that is honored, in milliseconds. */
export const maxRetryAfterMs = 60_000;

/** Returns whether a request that failed with this status may succeed when it is sent again. */
export function isRetryable(status: number): boolean {
  return retryableStatuses.has(status);
}

/**
 * Returns the delay before a retry, in milliseconds: exponential, with jitter of up to a half, so
 * that many clients do not return at the same time.
 *
 * @param retry - Number of retries before this one.
 */
export function backoffMs(retry: number, { firstMs, maxMs }: Backoff): number {
  return Math.min(firstMs * 2 ** retry, maxMs) * (0.5 + Math.random() / 2);
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
  return delayMs >= 0 ? delayMs : undefined; // NaN fails the comparison.
}
