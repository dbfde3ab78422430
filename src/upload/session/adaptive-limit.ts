/** How many may send at a time: half as many when the server is overloaded, then more again. */
export class AdaptiveLimit {
  readonly #most: number;
  #current: number;
  #active = 0;
  #clean = 0;
  readonly #waiting = new Set<() => void>();

  /** @param most - Never more than this. */
  constructor(most: number) {
    this.#most = most;
    this.#current = most;
  }

  /** Waits for a place. Rejects with the signal's reason. */
  async acquire(signal: AbortSignal): Promise<void> {
    while (this.#active >= this.#current) await this.#change(signal);
    signal.throwIfAborted();
    this.#active++;
  }

  /** Gives a place back. */
  release(): void {
    this.#active--;
    this.#wake();
  }

  /** Gives a place back and takes one again, when there are more at work than may be. */
  async yield(signal: AbortSignal): Promise<void> {
    if (this.#active <= this.#current) return;
    this.release();
    await this.acquire(signal);
  }

  /** The server is overloaded. */
  reduce(): void {
    this.#current = Math.max(1, Math.floor(this.#current / 2));
    this.#clean = 0;
  }

  /** Something got through. One more may send after as many successes as may send now. */
  succeed(): void {
    if (++this.#clean < this.#current || this.#current >= this.#most) return;
    this.#current++;
    this.#clean = 0;
    this.#wake();
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const stop = (): void => {
        this.#waiting.delete(wake);
        reject(signal.reason);
      };
      const wake = (): void => {
        signal.removeEventListener("abort", stop);
        resolve();
      };
      signal.addEventListener("abort", stop, { once: true });
      this.#waiting.add(wake);
    });
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }
}
