/** How often a controller is used. `fetch` leaves a listener on its signal until garbage collection. */
const mostUses = 50;

interface Pooled {
  readonly controller: AbortController;
  uses: number;
}

/**
 * Lends abort controllers to one request after the other.
 *
 * Making the signal of one takes Node longer than a signature, and hardly one is ever used.
 */
export class ControllerPool {
  readonly #idle: Pooled[] = [];

  take(): Pooled {
    return this.#idle.pop() ?? { controller: new AbortController(), uses: 0 };
  }

  /** To be called when nothing hangs on the signal any more. */
  giveBack(pooled: Pooled): void {
    pooled.uses++;
    if (pooled.uses < mostUses && !pooled.controller.signal.aborted) this.#idle.push(pooled);
  }
}
