/** How far an upload is. */
export interface UploadProgress {
  /** Bytes that the network has taken, those of parts under way among them. Never goes back. */
  readonly sent: number;
  /** Bytes that the server has confirmed. */
  readonly confirmed: number;
  /** Bytes in all. */
  readonly total: number;
  /** Moving average in bytes per second; 0 until there is one. */
  readonly speed: number;
  /** Seconds left at this speed; `undefined` until there is one. */
  readonly secondsLeft: number | undefined;
}

/** At most ten reports a second. */
const reportMs = 100;
/** Weight of one second in the moving average. */
const smoothing = 0.25;

/** Counts what has been sent and confirmed, and tells the caller. */
export class ProgressMeter {
  readonly #total: number;
  readonly #report: ((progress: UploadProgress) => void) | undefined;
  readonly #underWay = new Map<number, number>();
  #confirmed = 0;
  #sent = 0;
  #speed = 0;
  #measuredAt = performance.now();
  #measuredBytes = 0;
  #reportedAt = Number.NEGATIVE_INFINITY;

  constructor(total: number, report: ((progress: UploadProgress) => void) | undefined) {
    this.#total = total;
    this.#report = report;
  }

  /** Begins a run with what the server has already. */
  begin(confirmed: number): void {
    this.#underWay.clear();
    this.#confirmed = confirmed;
    this.#measuredAt = performance.now();
    this.#measuredBytes = confirmed;
    this.#tell(false);
  }

  /** A part's bytes that the network has taken in this attempt. */
  send(part: number, bytes: number): void {
    this.#underWay.set(part, (this.#underWay.get(part) ?? 0) + bytes);
    this.#tell(false);
  }

  /** An attempt has failed: its bytes count no more. */
  drop(part: number): void {
    this.#underWay.delete(part);
  }

  /** The server has a part. */
  confirm(part: number, bytes: number): void {
    this.#underWay.delete(part);
    this.#confirmed = Math.min(this.#confirmed + bytes, this.#total);
    this.#tell(false);
  }

  /** Everything is there. */
  complete(): void {
    this.#underWay.clear();
    this.#confirmed = this.#total;
    this.#tell(true);
  }

  #tell(isLast: boolean): void {
    const now = performance.now();
    const sent = this.#confirmed + sum(this.#underWay.values());
    this.#sent = Math.min(Math.max(this.#sent, sent), this.#total);
    this.#measure(now);
    if (!isLast && now - this.#reportedAt < reportMs) return;
    this.#reportedAt = now;
    const left = this.#total - this.#sent;
    callSafely(this.#report, {
      sent: this.#sent,
      confirmed: this.#confirmed,
      total: this.#total,
      speed: this.#speed,
      secondsLeft: this.#speed > 0 ? left / this.#speed : undefined,
    });
  }

  #measure(now: number): void {
    const seconds = (now - this.#measuredAt) / 1000;
    if (seconds < 0.5) return;
    const current = Math.max(0, this.#sent - this.#measuredBytes) / seconds;
    const weight = this.#speed === 0 ? 1 : 1 - (1 - smoothing) ** seconds;
    this.#speed += (current - this.#speed) * weight;
    this.#measuredAt = now;
    this.#measuredBytes = this.#sent;
  }
}

/** A progress bar that fails, now or later, is no reason to lose an upload. */
function callSafely(
  report: ((progress: UploadProgress) => unknown) | undefined,
  progress: UploadProgress,
): void {
  try {
    Promise.resolve(report?.(progress)).catch(() => {});
  } catch {
    // As above.
  }
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
