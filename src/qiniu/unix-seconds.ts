import { describe } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";

/** Greatest time in seconds, in the year 5138. Greater numbers are times in milliseconds. */
const maxSeconds = 100_000_000_000;

/**
 * Validates a time in Unix seconds.
 *
 * @throws {InvalidArgumentError} When the value is not an integer, is negative, or is in milliseconds.
 */
export function requireSeconds(argument: string, value: unknown): number {
  if (!Number.isInteger(value) || Number(value) < 0) {
    const expectation = `must be an integer number of Unix seconds, not ${describe(value)}`;
    throw new InvalidArgumentError(argument, expectation);
  }
  if (Number(value) > maxSeconds) {
    throw new InvalidArgumentError(argument, `must be in seconds: ${value} is in milliseconds`);
  }
  return Number(value);
}

/**
 * Converts a date to Unix seconds, rounded down.
 *
 * @throws {InvalidArgumentError} When `now()` returned an invalid date.
 */
export function toUnixSeconds(now: Date): number {
  const seconds = now instanceof Date ? Math.floor(now.getTime() / 1000) : Number.NaN;
  if (!Number.isNaN(seconds)) return seconds;
  throw new InvalidArgumentError("now", "must return a valid Date");
}

/**
 * Validates an interval in Unix seconds.
 *
 * @throws {InvalidArgumentError} When `start` or `end` is not valid, or `start` is after `end`.
 */
export function requireInterval(start: unknown, end: unknown): void {
  if (requireSeconds("start", start) > requireSeconds("end", end)) {
    throw new InvalidArgumentError("start", `must not be after end: ${start} > ${end}`);
  }
}
