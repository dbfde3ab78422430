import { onAbort } from "../../http/signals.ts";

/** Number of workers that may send at a time: halved on overload and timeouts, then raised step by step. */
export class AdaptiveLimit {
  readonly #max: number;
  #limit: number;
  #active = 0;
  #successes = 0;
  readonly #waiting = new Set<() => void>();

  constructor(max: number) {
    this.#max = max;
    this.#limit = max;
  }

  /** Waits for a slot. Rejects with the signal's reason. */
  async acquire(signal: AbortSignal): Promise<void> {
    while (this.#active >= this.#limit) await this.#waitForChange(signal);
    signal.throwIfAborted();
    this.#active++;
  }

  release(): void {
    this.#active--;
    this.#wakeAll();
  }

  /** Releases a slot and waits for another, if more slots are taken than the limit now allows. */
  async yieldSlot(signal: AbortSignal): Promise<void> {
    if (this.#active <= this.#limit) return;
    this.release();
    await this.acquire(signal);
  }

  /** Halves the limit, because the server or the network is overloaded. */
  halve(): void {
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
    this.#successes = 0;
  }

  /** Counts a success. The limit rises by one after as many successes as it allows workers. */
  recordSuccess(): void {
    if (++this.#successes < this.#limit || this.#limit >= this.#max) return;
    this.#limit++;
    this.#successes = 0;
    this.#wakeAll();
  }

  #waitForChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const wake = (): void => {
        unlink();
        resolve();
      };
      const unlink = onAbort(signal, (reason) => {
        this.#waiting.delete(wake);
        reject(reason);
      });
      this.#waiting.add(wake);
    });
  }

  #wakeAll(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }
}
