import { describe } from "../argument-checks.ts";
import { InvalidArgumentError } from "../errors.ts";
import type { Answer, Attempt } from "./response.ts";

/** Further than this ahead of the clock, the last timestamp comes from before a correction. */
const longestBurstMicroseconds = 1_000_000;

/** Tells the time, corrected by what the service's answers said of it. */
export class Clock {
  readonly #now: () => Date;
  #offsetMs = 0;
  #lastMicroseconds = 0;
  /** The second of the last timestamp, and how it is written up to its dot. */
  #second = Number.NaN;
  #secondText = "";

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
    return this.#format(this.#lastMicroseconds);
  }

  /** `toISOString()` takes longer than all the rest, so it is called once in a second. */
  #format(microseconds: number): string {
    const second = Math.floor(microseconds / 1_000_000);
    if (second !== this.#second) {
      this.#secondText = new Date(second * 1000).toISOString().replace(/000Z$/, "");
      this.#second = second;
    }
    const fraction = Math.floor(microseconds - second * 1_000_000);
    return `${this.#secondText}${String(fraction).padStart(6, "0")}Z`;
  }
}

/** Recognises the answer by which a service says that the request's timestamp is off. */
export type IsExpired = (answer: Answer) => boolean;

/**
 * Corrects the clock and tries once more when the service finds the timestamp expired.
 *
 * The service's time is taken from the `Date` of its answer, compared with the middle of the
 * request. An answer with `Age` comes from a cache and tells nothing.
 */
export function withClockSkew(attempt: Attempt, clock: Clock, isExpired: IsExpired): Attempt {
  return (request, context) => {
    const sentAt = clock.localNow();
    return attempt(request, context).then((answer) => {
      if (answer.response.ok || !isExpired(answer)) return answer;
      const serviceTime = readDate(answer.response);
      if (serviceTime === undefined) return answer;
      clock.setOffset(serviceTime - (sentAt + clock.localNow()) / 2);
      return attempt(request, context);
    });
  };
}

function readDate({ headers }: Response): number | undefined {
  const time = Date.parse(headers.get("Date") ?? "");
  return Number.isNaN(time) || headers.has("Age") ? undefined : time;
}
