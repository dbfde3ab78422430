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
