import { describe } from "../argument-checks.ts";
import { InvalidArgumentError } from "../errors.ts";

/** Further than this ahead of the clock, the last timestamp comes from before a correction. */
const longestBurstMicroseconds = 1_000_000;

/** Tells the time, corrected by what the service's answers said of it. */
export class Clock {
  readonly #now: () => Date;
  #offsetMs = 0;
  #lastMicroseconds = 0;

  /** @param now - The local clock. */
  constructor(now: () => Date = () => new Date()) {
    this.#now = now;
  }

  /**
   * The local time in milliseconds since 1970, uncorrected.
   *
   * @throws {InvalidArgumentError} When the local clock does not tell a time.
   */
  localNow(): number {
    const time: unknown = this.#now();
    if (time instanceof Date && !Number.isNaN(time.getTime())) return time.getTime();
    throw new InvalidArgumentError("now", `must return a valid Date, not ${describe(time)}`);
  }

  /** Sets how far the service's clock is ahead of the local one. */
  setOffset(offsetMs: number): void {
    this.#offsetMs = offsetMs;
  }

  /**
   * The service's time, as far as it is known: ISO 8601, UTC, with microseconds.
   *
   * No two are equal: a service that accepts a signature only once would refuse the second of two
   * equal requests in one millisecond.
   */
  timestamp(): string {
    const current = (this.localNow() + this.#offsetMs) * 1000;
    const next = this.#lastMicroseconds + 1;
    const isBurst = next > current && next - current < longestBurstMicroseconds;
    this.#lastMicroseconds = isBurst ? next : current;
    return formatMicroseconds(this.#lastMicroseconds);
  }
}

function formatMicroseconds(microseconds: number): string {
  const milliseconds = new Date(microseconds / 1000).toISOString();
  return milliseconds.replace("Z", `${String(microseconds % 1000).padStart(3, "0")}Z`);
}
