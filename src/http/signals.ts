/**
 * The listeners of each signal, behind a single event listener at most.
 *
 * Node prints a warning when a signal has more than ten event listeners, and one signal may end any
 * number of calls.
 */
const listenersOf = /* @__PURE__ */ new WeakMap<AbortSignal, Listeners>();

interface Listeners {
  readonly calls: Set<() => void>;
  /** Removes the event listener. */
  remove(): void;
}

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
  const { calls, remove } = listenersOf.get(signal) ?? listen(signal);
  calls.add(call);
  return () => {
    if (calls.delete(call) && calls.size === 0) remove();
  };
}

function listen(signal: AbortSignal): Listeners {
  const calls = new Set<() => void>();
  const callAll = (): void => {
    for (const call of calls) call();
  };
  const remove = (): void => {
    listenersOf.delete(signal);
    signal.removeEventListener("abort", callAll);
  };
  const listeners = { calls, remove };
  listenersOf.set(signal, listeners);
  signal.addEventListener("abort", callAll, { once: true });
  return listeners;
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

/** A promise that is rejected or stays pending. */
export interface Rejection {
  /** It need not be awaited: its rejection is never reported as unhandled. */
  readonly promise: Promise<never>;
  reject(reason: unknown): void;
  /** Removes the listener from the signal. */
  unlink(): void;
}

/** Creates a promise that the caller rejects, or a signal that aborts, for a race with work that may hang. */
export function createRejection(signal: AbortSignal | undefined): Rejection {
  let reject = (_: unknown): void => {};
  const promise = new Promise<never>((_, rejectPromise) => {
    reject = rejectPromise;
  });
  promise.catch(() => {});
  return { promise, reject, unlink: onAbort(signal, reject) };
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
  // Nobody else can abort it, so its listeners need no event.
  const calls = new Set<() => void>();
  listenersOf.set(controller.signal, { calls, remove: () => {} });
  const abort = (reason: unknown): void => {
    if (controller.signal.aborted) return;
    controller.abort(reason);
    for (const call of calls) call();
    calls.clear();
  };
  const links = signals.map((signal) => onAbort(signal, abort));
  return {
    signal: controller.signal,
    abort,
    unlink: () => {
      for (const unlink of links) unlink();
    },
  };
}
