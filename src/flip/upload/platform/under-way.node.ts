import { setMaxListeners } from "node:events";

/** Something under way that may have to be ended before it is done. */
export interface Endable {
  /** Ends it when this is aborted. */
  readonly signal: AbortSignal;
  end(reason: unknown): void;
  /** Ends it when it has waited too long by now. */
  checkTime(now: number): void;
}

/**
 * What is under way, until it is done, its signal is aborted, or it has waited too long.
 *
 * All share one timer and one listener of each signal, and are in an array. Timers for each would cost
 * more than what they time. With a listener for each, or in a `Set`, all of them and everything that
 * they hold would stay in memory until the next full collection of garbage: what was removed from
 * these leads to what came after it.
 */
export class UnderWay {
  readonly #members: Endable[] = [];
  readonly #signals = new WeakSet<AbortSignal>();
  readonly #timer: NodeJS.Timeout;

  /** @param everyMs - How often to look who has waited too long. */
  constructor(everyMs: number) {
    this.#timer = setInterval(() => {
      const now = performance.now();
      for (const member of [...this.#members]) member.checkTime(now);
    }, everyMs);
  }

  add(member: Endable): void {
    this.#members.push(member);
    const { signal } = member;
    if (this.#signals.has(signal)) return;
    this.#signals.add(signal);
    // Workers that wait listen too: more of them than Node expects are no leak.
    setMaxListeners(0, signal);
    signal.addEventListener("abort", () => this.#endAll(signal));
  }

  delete(member: Endable): void {
    const last = this.#members.pop();
    if (last === undefined || last === member) return;
    this.#members[this.#members.indexOf(member)] = last;
  }

  /** Stops looking. */
  close(): void {
    clearInterval(this.#timer);
  }

  #endAll(signal: AbortSignal): void {
    const members = this.#members.filter((member) => member.signal === signal);
    for (const member of members) member.end(signal.reason);
  }
}
