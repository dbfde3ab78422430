import type { MockOperation } from "../../mock-operation.ts";

const minuteMs = 60_000;
const windowMs = 5 * minuteMs;
/** Operations that take longer, since a file goes with them. */
const longerWindowsMs: ReadonlyMap<string, number> = new Map([["createVideo", 30 * minuteMs]]);

const iso8601 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?)(?:(Z)|([+-]\d\d):?(\d\d))?$/;

/**
 * Reads a timestamp in any of the forms that clients send: with or without a fraction, `Z`, `+00:00`,
 * `+0000`, or no offset, which means UTC.
 *
 * @returns Milliseconds since 1970, or `undefined` when it is none.
 */
export function readTimestamp(text: string): number | undefined {
  const [, time, , hours, minutes] = iso8601.exec(text) ?? [];
  const parsed = Date.parse(`${time}${hours === undefined ? "Z" : `${hours}:${minutes}`}`);
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** Whether a signature of this time counts now. As long into the future as into the past. */
export function isWithinWindow(operation: MockOperation, time: number, now: number): boolean {
  return excessMs(operation, time, now) <= 0;
}

/** By how much a signature of this time is out of its window, and what time it is. */
export function describeAge(operation: MockOperation, time: number, now: number): string {
  const seconds = excessMs(operation, time, now) / 1000;
  const relation = time < now ? `by ${seconds} s` : `since it is ${seconds} s too far ahead`;
  const [timestamp, clock] = [time, now].map((ms) => new Date(ms).toISOString());
  return `expired ${relation}: the timestamp is ${timestamp}, the server's clock ${clock}`;
}

function excessMs({ id }: MockOperation, time: number, now: number): number {
  return Math.abs(now - time) - (longerWindowsMs.get(id) ?? windowMs);
}
