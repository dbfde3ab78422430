/**
 * The listeners of one signal, behind a single event listener.
 *
 * Node prints a warning when a signal has more than ten event listeners, and one signal may end any
 * number of calls.
 */
class AbortListeners {
  readonly #signal: AbortSignal;
  readonly #listeners = new Set<() => void>();
  readonly #onAbort = (): void => {
    this.#stop();
    for (const listener of this.#listeners) listener();
  };

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener("abort", this.#onAbort, { once: true });
    listenersOf.set(signal, this);
  }

  add(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Removes a listener, and with the last one the event listener. */
  remove(listener: () => void): void {
    if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#stop();
  }

  #stop(): void {
    this.#signal.removeEventListener("abort", this.#onAbort);
    if (listenersOf.get(this.#signal) === this) listenersOf.delete(this.#signal);
  }
}

const listenersOf = new WeakMap<AbortSignal, AbortListeners>();

/**
 * Calls a listener once when a signal aborts, and immediately when it is already aborted.
 *
 * @returns A function that removes the listener: the signal may live longer than the work.
 */
export function onAbort(
  signal: AbortSignal | undefined,
  listener: (reason: unknown) => void,
): () => void {
  if (signal === undefined) return () => {};
  const call = (): void => listener(signal.reason);
  if (signal.aborted) {
    call();
    return () => {};
  }
  const listeners = listenersOf.get(signal) ?? new AbortListeners(signal);
  listeners.add(call);
  return () => listeners.remove(call);
}

/** Waits, or rejects with the signal's reason as soon as the signal aborts. */
export function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const timer = setTimeout(() => {
      unlink();
      resolve();
    }, milliseconds);
    const unlink = onAbort(signal, (reason) => {
      clearTimeout(timer);
      reject(reason);
    });
  });
}

/** A controller that other signals abort too. */
export interface LinkedController {
  readonly signal: AbortSignal;
  abort(reason: unknown): void;
  /** Removes the listeners from the other signals. */
  unlink(): void;
}

/**
 * Creates a controller that aborts with the first of the signals, and with its reason.
 *
 * `AbortSignal.any()` does the same, but leaves references behind in signals that live for long.
 */
export function linkSignals(...signals: readonly (AbortSignal | undefined)[]): LinkedController {
  const controller = new AbortController();
  const abort = (reason: unknown): void => controller.abort(reason);
  const links = signals.map((signal) => onAbort(signal, abort));
  return {
    signal: controller.signal,
    abort,
    unlink: () => {
      for (const unlink of links) unlink();
    },
  };
}
