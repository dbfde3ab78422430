import { describe } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";

/** More than this is a time in milliseconds: in seconds it would be the year 5138. */
const latestSeconds = 100_000_000_000;

/**
 * Checks a time in Unix seconds.
 *
 * @throws {InvalidArgumentError} When it is no integer, negative, or plainly in milliseconds.
 */
export function requireSeconds(argument: string, value: unknown): number {
  if (!Number.isInteger(value) || Number(value) < 0) {
    const expectation = `must be a whole number of Unix seconds, not ${describe(value)}`;
    throw new InvalidArgumentError(argument, expectation);
  }
  if (Number(value) > latestSeconds) {
    throw new InvalidArgumentError(argument, `must be in seconds: ${value} is in milliseconds`);
  }
  return Number(value);
}

/**
 * The time in Unix seconds, rounded down.
 *
 * @throws {InvalidArgumentError} When `now()` gave an invalid date.
 */
export function toUnixSeconds(now: Date): number {
  const seconds = Math.floor(now.getTime() / 1000);
  if (!Number.isNaN(seconds)) return seconds;
  throw new InvalidArgumentError("now", "must give a valid Date");
}

/**
 * Checks an interval in Unix seconds.
 *
 * @throws {InvalidArgumentError} When an end cannot be used, or `start` is after `end`.
 */
export function requireInterval(start: unknown, end: unknown): void {
  if (requireSeconds("start", start) > requireSeconds("end", end)) {
    throw new InvalidArgumentError("start", `must not be after end: ${start} > ${end}`);
  }
}
