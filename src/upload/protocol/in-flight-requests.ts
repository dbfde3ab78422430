import { onAbort } from "../../http/signals.ts";
import { type Transport, TransportError } from "../../http/transport/transport.ts";
import { UploadError } from "../upload-error.ts";

/** A request in flight, which can be ended before its response has arrived. */
export interface InFlightRequest {
  /** Cancels the request when it is aborted. */
  readonly signal: AbortSignal;
  cancel(reason: unknown): void;
  /**
   * Cancels the request when a time limit has passed.
   *
   * @param lostMs - Time since the previous check in which the process was suspended or busy.
   */
  checkTimeout(now: number, lostMs: number): void;
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
    let checkedAt = performance.now();
    this.#timer = setInterval(() => {
      const now = performance.now();
      const lostMs = Math.max(0, now - checkedAt - intervalMs);
      checkedAt = now;
      for (const request of [...this.#requests]) request.checkTimeout(now, lostMs);
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

/** What has advanced since the last check, apart from the recorded events. */
interface Advance {
  /** Bytes that the system has not taken. */
  readonly pendingBytes: number | undefined;
  /** Samples of the file that were read for a comparison. */
  readonly samplesRead: number | undefined;
}

/**
 * Time limits of one request. Progress restarts the time. Time in which the process was suspended does not
 * count: what has arrived in the meantime is read first.
 */
export class StallTimer {
  readonly #limits: Readonly<Record<Phase, number>>;
  #phase: Phase;
  /** The phase that follows `connecting`. */
  #activity: "reading" | "writing" = "writing";
  #since: number = performance.now();
  /** Value of an {@link Advance} in the latest check. */
  #checked: number | undefined;

  /**
   * @param progress - What the transport reports. If it is nothing, the whole request may take as long as
   *   `stallMs` and `answerMs` together.
   * @param bodyBytes - Size of the body.
   */
  constructor(timeouts: RequestTimeouts, progress: Transport["progress"], bodyBytes: number) {
    this.#limits = limitsOf(timeouts, bodyBytes);
    if (progress === "connections") this.#phase = "connecting";
    else if (progress === "none") this.#phase = "whole";
    else this.#phase = bodyBytes > 0 ? "connecting" : "receiving";
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
    this.#checked = undefined;
  }

  /**
   * Returns an error if the limit of the current phase has passed.
   *
   * @param lostMs - Time since the previous check that does not count.
   */
  errorAt(now: number, lostMs: number, advance: Advance): Error | undefined {
    this.#since = this.#hasAdvanced(advance) ? now : Math.min(now, this.#since + lostMs);
    const limitMs = this.#limits[this.#phase];
    if (now - this.#since < limitMs) return undefined;
    const message = `Timed out after ${limitMs} ms: ${problems[this.#phase]}`;
    if (this.#phase === "reading") return new UploadError("source-unreadable", message);
    return new TimeoutError(message);
  }

  #hasAdvanced({ pendingBytes, samplesRead }: Advance): boolean {
    const previous = this.#checked;
    this.#checked = undefined;
    if (this.#phase === "writing") this.#checked = pendingBytes;
    if (this.#phase === "reading") this.#checked = samplesRead;
    return previous !== undefined && previous !== this.#checked;
  }
}

/** Bytes that the buffers of the system hold at most. It takes further ones once a third is free. */
const systemBufferBytes = 4 * 1024 * 1024;

/**
 * Returns the limits of a request. A slow network needs time for what the system has buffered: the limits
 * are longer in proportion to that. At the defaults, 40 kB a second are enough.
 */
function limitsOf(
  { connectMs, stallMs, answerMs }: RequestTimeouts,
  bodyBytes: number,
): Record<Phase, number> {
  const buffers = bodyBytes / systemBufferBytes;
  const buffered = Math.min(1, buffers);
  return {
    connecting: connectMs,
    reading: stallMs,
    writing: Math.round(stallMs * (1 + buffered)),
    receiving: Math.round(answerMs * (1 + 2 * buffered)),
    whole: Math.round((stallMs + answerMs) * (1 + 2 * buffers)),
  };
}
