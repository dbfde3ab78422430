import { setMaxListeners } from "node:events";
import { UploadError } from "../upload-error.ts";
import { TransportError, type TransportTimeouts } from "./transport.ts";

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

const phases = {
  connecting: { limit: "connectMs", problem: "no connection" },
  reading: { limit: "stallMs", problem: "the file returned no data" },
  writing: { limit: "stallMs", problem: "the network accepted no data" },
  receiving: { limit: "answerMs", problem: "no response" },
} as const;

type Phase = keyof typeof phases;

/** Time limits of one request. Progress restarts the time. */
export class StallTimer {
  readonly #timeouts: TransportTimeouts;
  #phase: Phase = "connecting";
  /** The phase that follows `connecting`. */
  #activity: "reading" | "writing" = "writing";
  #since: number = performance.now();

  constructor(timeouts: TransportTimeouts) {
    this.#timeouts = timeouts;
  }

  /**
   * Records progress.
   *
   * - `connected`: there is a connection.
   * - `reading`: a read of the file has started.
   * - `writing`: data was passed to the network, or the network has taken it.
   * - `receiving`: everything is sent, or a response has started.
   */
  mark(event: "connected" | "reading" | "writing" | "receiving"): void {
    if (event === "reading" || event === "writing") {
      this.#activity = event;
      if (this.#phase !== "reading" && this.#phase !== "writing") return;
    }
    this.#phase = event === "connected" ? this.#activity : event;
    this.#since = performance.now();
  }

  /** Returns an error if the limit of the current phase has passed. */
  errorAt(now: number): Error | undefined {
    const { limit, problem } = phases[this.#phase];
    const limitMs = this.#timeouts[limit];
    if (now - this.#since < limitMs) return undefined;
    const message = `Timed out after ${limitMs} ms: ${problem}`;
    if (this.#phase === "reading") return new UploadError("source-unreadable", message);
    return new TransportError(message);
  }
}
