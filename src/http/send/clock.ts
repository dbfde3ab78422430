import { describe } from "../argument-checks.ts";
import { InvalidArgumentError } from "../errors.ts";

/** Maximum lead of timestamps over the clock. A greater lead means that the clock was set back. */
const maxBurstMicroseconds = 1_000_000;

/**
 * Maximum offset that is corrected, in milliseconds: 24 hours. A local clock that is wrong by more is
 * less likely than a wrong `Date`.
 */
const maxOffsetMs = 24 * 3_600_000;

/** Returns the time of the local clock. */
export function systemNow(): Date {
  return new Date();
}

/** A clock that follows the clock of the service. */
export class Clock {
  readonly #now: () => Date;
  #offsetMs = 0;
  #lastMicroseconds = 0;
  /** The second of the last timestamp, and its text up to the dot. */
  #second = Number.NaN;
  #secondText = "";

  /** @param now - The local clock. */
  constructor(now: () => Date = systemNow) {
    this.#now = now;
  }

  /**
   * Returns the time of the service, as far as known: ISO 8601, UTC, with microseconds.
   *
   * No two timestamps are equal. Otherwise two equal requests in one millisecond would have the same
   * signature, and the service accepts a signature only once.
   */
  timestamp(): string {
    const current = (this.#localNow() + this.#offsetMs) * 1000;
    const next = this.#lastMicroseconds + 1;
    const isBurst = next > current && next - current < maxBurstMicroseconds;
    this.#lastMicroseconds = isBurst ? next : current;
    return this.#format(this.#lastMicroseconds);
  }

  /** Formats a time. `toISOString()` takes longer than everything else, so it is called once per second. */
  #format(microseconds: number): string {
    const second = Math.floor(microseconds / 1_000_000);
    if (second !== this.#second) {
      this.#secondText = new Date(second * 1000).toISOString().slice(0, -4);
      this.#second = second;
    }
    const fraction = Math.floor(microseconds - second * 1_000_000);
    return `${this.#secondText}${String(fraction).padStart(6, "0")}Z`;
  }

  /**
   * Follows the clock of the service after it has rejected a timestamp.
   *
   * The time of the service is the `Date` of its response, compared with the local time at which the
   * response arrived. The start of the attempt does not count: a process that was suspended between
   * signing and sending has a correct clock, and needs only a new signature.
   *
   * A response with `Age` comes from a cache, and its date is ignored, as is one that differs by more than
   * {@link maxOffsetMs}.
   *
   * @returns Whether the response has a usable date.
   */
  follow(headers: Pick<Headers, "get" | "has">): boolean {
    const date = headers.has("Age") ? Number.NaN : Date.parse(headers.get("Date") ?? "");
    const offsetMs = date - this.#localNow();
    if (!(Math.abs(offsetMs) <= maxOffsetMs)) return false; // Also without a date: NaN.
    this.#offsetMs = offsetMs;
    return true;
  }

  /** Returns the time of the local clock in milliseconds since 1970. */
  #localNow(): number {
    const time: unknown = this.#now();
    if (time instanceof Date && !Number.isNaN(time.getTime())) return time.getTime();
    throw new InvalidArgumentError("now", `must return a valid Date, not ${describe(time)}`);
  }
}
