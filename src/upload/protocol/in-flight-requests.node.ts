import { setMaxListeners } from "node:events";

/** A request in flight, which can be ended before its response has arrived. */
export interface InFlightRequest {
  /** Cancels the request when it is aborted. */
  readonly signal: AbortSignal;
  cancel(reason: unknown): void;
  /** Cancels the request when a time limit has passed. */
  checkTimeout(now: number): void;
}

/**
 * The requests in flight. Each leaves when it has settled, its signal is aborted, or a time limit has
 * passed.
 *
 * All share one timer and one listener of each signal, and are stored in an array. A timer for each
 * would cost more than what it limits. With a listener for each, or in a `Set`, all requests and
 * everything they reference would stay in memory until the next full garbage collection: an entry that
 * was removed from these references the entries after it.
 */
export class InFlightRequests {
  readonly #requests: InFlightRequest[] = [];
  readonly #signals = new WeakSet<AbortSignal>();
  readonly #timer: NodeJS.Timeout;

  /** @param intervalMs - Time between two checks of the limits. */
  constructor(intervalMs: number) {
    this.#timer = setInterval(() => {
      const now = performance.now();
      for (const request of [...this.#requests]) request.checkTimeout(now);
    }, intervalMs);
  }

  track(request: InFlightRequest): void {
    this.#requests.push(request);
    const { signal } = request;
    if (this.#signals.has(signal)) return;
    this.#signals.add(signal);
    // Waiting workers listen too: more listeners than Node expects are not a leak.
    setMaxListeners(0, signal);
    signal.addEventListener("abort", () => this.#cancelAll(signal));
  }

  untrack(request: InFlightRequest): void {
    const last = this.#requests.pop();
    if (last === undefined || last === request) return;
    this.#requests[this.#requests.indexOf(request)] = last;
  }

  /** Stops the checks. */
  close(): void {
    clearInterval(this.#timer);
  }

  #cancelAll(signal: AbortSignal): void {
    const aborted = this.#requests.filter((request) => request.signal === signal);
    for (const request of aborted) request.cancel(signal.reason);
  }
}
