/** Progress of an upload. */
export interface UploadProgress {
  /** Bytes that the network has taken, including those of parts in flight. Never decreases. */
  readonly sent: number;
  /** Bytes that the server has confirmed. */
  readonly confirmed: number;
  /** Size of the file in bytes. */
  readonly total: number;
  /** Moving average in bytes per second; 0 until there is one. */
  readonly speed: number;
  /** Seconds left at this speed; `undefined` until there is one. */
  readonly secondsLeft: number | undefined;
}

/** Minimum time between two reports, in milliseconds. */
const reportIntervalMs = 100;
/** Weight of one second in the moving average. */
const smoothing = 0.25;

/** Counts sent and confirmed bytes, and reports them. */
export class ProgressMeter {
  readonly #total: number;
  readonly #onProgress: ((progress: UploadProgress) => void) | undefined;
  /** Bytes sent of each part in flight. */
  readonly #inFlight = new Map<number, number>();
  #confirmed = 0;
  #sent = 0;
  #speed = 0;
  #measuredAt = performance.now();
  #measuredBytes = 0;
  #reportedAt = Number.NEGATIVE_INFINITY;

  constructor(total: number, onProgress: ((progress: UploadProgress) => void) | undefined) {
    this.#total = total;
    this.#onProgress = onProgress;
  }

  /** Starts a run with the bytes that the server already has. */
  startRun(confirmed: number): void {
    this.#inFlight.clear();
    this.#confirmed = confirmed;
    this.#measuredAt = performance.now();
    this.#measuredBytes = confirmed;
    this.#report(false);
  }

  /** Counts bytes of a part that the network has taken in this attempt. */
  advance(part: number, bytes: number): void {
    this.#inFlight.set(part, (this.#inFlight.get(part) ?? 0) + bytes);
    this.#report(false);
  }

  /** Discards the bytes of an attempt that has failed. */
  discard(part: number): void {
    this.#inFlight.delete(part);
  }

  /** Counts a part that the server has stored. */
  confirm(part: number, bytes: number): void {
    this.#inFlight.delete(part);
    this.#confirmed = Math.min(this.#confirmed + bytes, this.#total);
    this.#report(false);
  }

  /** Counts all bytes as confirmed. */
  complete(): void {
    this.#inFlight.clear();
    this.#confirmed = this.#total;
    this.#report(true);
  }

  #report(isLast: boolean): void {
    const now = performance.now();
    let sent = this.#confirmed;
    for (const bytes of this.#inFlight.values()) sent += bytes;
    this.#sent = Math.min(Math.max(this.#sent, sent), this.#total);
    this.#measureSpeed(now);
    if (!isLast && now - this.#reportedAt < reportIntervalMs) return;
    this.#reportedAt = now;
    const left = this.#total - this.#sent;
    callSafely(this.#onProgress, {
      sent: this.#sent,
      confirmed: this.#confirmed,
      total: this.#total,
      speed: this.#speed,
      secondsLeft: this.#speed > 0 ? left / this.#speed : undefined,
    });
  }

  #measureSpeed(now: number): void {
    const seconds = (now - this.#measuredAt) / 1000;
    if (seconds < 0.5) return;
    const current = Math.max(0, this.#sent - this.#measuredBytes) / seconds;
    const weight = this.#speed === 0 ? 1 : 1 - (1 - smoothing) ** seconds;
    this.#speed += (current - this.#speed) * weight;
    this.#measuredAt = now;
    this.#measuredBytes = this.#sent;
  }
}

/** Calls a listener, and ignores exceptions and rejections: a failing progress bar must not end an upload. */
export function callSafely<Value>(
  listener: ((value: Value) => unknown) | undefined,
  value: Value,
): void {
  try {
    Promise.resolve(listener?.(value)).catch(() => {});
  } catch {
    // Ignored, as documented above.
  }
}
