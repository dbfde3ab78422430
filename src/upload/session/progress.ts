import { callSafely } from "../../http/call-safely.ts";

/** Progress of an upload. */
export interface UploadProgress {
  /** Bytes that the network has taken, including those of parts in flight. Never decreases. */
  readonly sent: number;
  /** Bytes that the server has. Decreases when it has lost some. */
  readonly confirmed: number;
  /** Size of the file in bytes. */
  readonly total: number;
  /** Moving average in bytes per second; 0 until there is one. */
  readonly speed: number;
  /** Seconds left at this speed, also for bytes that are sent again; `undefined` until there is one. */
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
    this.#measuredAt = performance.now();
    this.#measuredBytes = confirmed;
    this.setConfirmed(confirmed);
  }

  /** Sets what the server has, as it reports itself. Nothing may be in flight. */
  setConfirmed(bytes: number): void {
    const hasLost = bytes < this.#confirmed;
    this.#inFlight.clear();
    this.#confirmed = bytes;
    this.#report(hasLost);
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

  /** @param isImmediate - Whether the interval between two reports does not matter. */
  #report(isImmediate: boolean): void {
    const now = performance.now();
    let current = this.#confirmed;
    for (const bytes of this.#inFlight.values()) current += bytes;
    this.#sent = Math.min(Math.max(this.#sent, current), this.#total);
    this.#measureSpeed(now, current);
    if (!isImmediate && now - this.#reportedAt < reportIntervalMs) return;
    this.#reportedAt = now;
    const left = Math.max(0, this.#total - current);
    callSafely(this.#onProgress, {
      sent: this.#sent,
      confirmed: this.#confirmed,
      total: this.#total,
      speed: this.#speed,
      secondsLeft: this.#speed > 0 ? left / this.#speed : undefined,
    });
  }

  #measureSpeed(now: number, bytes: number): void {
    const seconds = (now - this.#measuredAt) / 1000;
    if (seconds < 0.5) return;
    const current = Math.max(0, bytes - this.#measuredBytes) / seconds;
    const weight = this.#speed === 0 ? 1 : 1 - (1 - smoothing) ** seconds;
    this.#speed += (current - this.#speed) * weight;
    this.#measuredAt = now;
    this.#measuredBytes = bytes;
  }
}
