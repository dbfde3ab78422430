import { onAbort } from "../../http/signals.ts";
import { type Transport, TransportError } from "../../http/transport/transport.ts";
import { UploadError } from "../upload-error.ts";

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
  readonly #unlinks = new Map<AbortSignal, () => void>();
  readonly #timer: ReturnType<typeof setInterval>;

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
    if (this.#unlinks.has(signal)) return;
    this.#unlinks.set(
      signal,
      onAbort(signal, (reason) => this.#cancelAll(signal, reason)),
    );
  }

  untrack(request: InFlightRequest): void {
    const last = this.#requests.pop();
    if (last === undefined || last === request) return;
    this.#requests[this.#requests.indexOf(request)] = last;
  }

  /** Stops the checks. */
  close(): void {
    clearInterval(this.#timer);
    for (const unlink of this.#unlinks.values()) unlink();
    this.#unlinks.clear();
  }

  #cancelAll(signal: AbortSignal, reason: unknown): void {
    const aborted = this.#requests.filter((request) => request.signal === signal);
    for (const request of aborted) request.cancel(reason);
  }
}

/** Time limits of a request, in milliseconds. */
export interface RequestTimeouts {
  /** Until there is a connection. */
  readonly connectMs: number;
  /** Without the network taking a byte. */
  readonly stallMs: number;
  /** From the last byte sent to the last byte of the response. */
  readonly answerMs: number;
}

const problems = {
  connecting: "no connection",
  reading: "the file returned no data",
  writing: "the network accepted no data",
  receiving: "no response",
  whole: "no response",
} as const;

type Phase = keyof typeof problems;

/** Thrown when a request makes no progress for too long. */
export class TimeoutError extends TransportError {
  constructor(message: string) {
    super("network", message);
  }
}

/** Time limits of one request. Progress restarts the time. */
export class StallTimer {
  readonly #limits: Readonly<Record<Phase, number>>;
  #phase: Phase;
  /** The phase that follows `connecting`. */
  #activity: "reading" | "writing" = "writing";
  #since: number = performance.now();

  /**
   * @param progress - What the transport reports. If it is nothing, the whole request may take as long as
   *   `stallMs` and `answerMs` together.
   */
  constructor(timeouts: RequestTimeouts, progress: Transport["progress"], hasBody: boolean) {
    this.#limits = limitsOf(timeouts);
    if (progress === "connections") this.#phase = "connecting";
    else if (progress === "none") this.#phase = "whole";
    else this.#phase = hasBody ? "connecting" : "receiving";
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
    if (this.#phase === "whole") return;
    if (event === "reading" || event === "writing") {
      this.#activity = event;
      if (this.#phase !== "reading" && this.#phase !== "writing") return;
    }
    this.#phase = event === "connected" ? this.#activity : event;
    this.#since = performance.now();
  }

  /** Returns an error if the limit of the current phase has passed. */
  errorAt(now: number): Error | undefined {
    const limitMs = this.#limits[this.#phase];
    if (now - this.#since < limitMs) return undefined;
    const message = `Timed out after ${limitMs} ms: ${problems[this.#phase]}`;
    if (this.#phase === "reading") return new UploadError("source-unreadable", message);
    return new TimeoutError(message);
  }
}

function limitsOf({ connectMs, stallMs, answerMs }: RequestTimeouts): Record<Phase, number> {
  return {
    connecting: connectMs,
    reading: stallMs,
    writing: stallMs,
    receiving: answerMs,
    whole: stallMs + answerMs,
  };
}
