import type { UploadProgress } from "../../flip/index.ts";
import { callSafely } from "../../http/call-safely.ts";

/** Progress of a file in flight. */
export interface FileProgress extends UploadProgress {
  readonly path: string;
}

/** Progress of {@link uploadFiles}. */
export interface FilesProgress {
  /** Number of files that ended: with a video, with an error, or interrupted. */
  readonly ended: number;
  /** Number of those that failed. */
  readonly failed: number;
  /** Number of files; `undefined` until the list has been read to its end. */
  readonly files: number | undefined;
  /** Bytes that the network has taken, including what earlier runs have sent. */
  readonly sent: number;
  /** Bytes that the server has. */
  readonly confirmed: number;
  /** Size of all files in bytes; `undefined` until it is known. */
  readonly total: number | undefined;
  /** Moving average of all files in flight, in bytes per second. */
  readonly speed: number;
  /** Seconds left at this speed; `undefined` until there is one. */
  readonly secondsLeft: number | undefined;
  /** Files in flight. */
  readonly active: readonly FileProgress[];
}

/** Minimum time between two reports, in milliseconds. */
const reportIntervalMs = 100;

/** Adds up the progress of all files. */
export class FilesMeter {
  readonly #listener: ((progress: FilesProgress) => void) | undefined;
  readonly #active = new Map<string, FileProgress>();
  /** Sizes of the files that an earlier run has sent, until their turn comes. */
  #done: Map<string, number> = new Map();
  #ended = 0;
  #failed = 0;
  #endedBytes = 0;
  #totals: { files: number; bytes: number } | undefined;
  #reportedAt = Number.NEGATIVE_INFINITY;

  constructor(listener: ((progress: FilesProgress) => void) | undefined) {
    this.#listener = listener;
  }

  /** @param done - Sizes of the files that an earlier run has sent, by path. */
  setTotals(files: number, bytes: number, done: Map<string, number>): void {
    this.#totals = { files, bytes };
    this.#done = done;
  }

  /** Records the progress of a file in flight. */
  update(path: string, progress: UploadProgress): void {
    this.#done.delete(path);
    this.#active.set(path, { ...progress, path });
    this.#report(false);
  }

  /** @param bytes - What the server has of the file. */
  end(path: string, bytes: number, isFailed: boolean): void {
    const wasSkipped = !this.#active.delete(path) && this.#done.delete(path);
    this.#ended++;
    if (isFailed) this.#failed++;
    this.#endedBytes += bytes;
    // Nothing has moved, and the next report should be that of a file in flight.
    const isLast = this.#ended === this.#totals?.files;
    if (isLast || !wasSkipped) this.#report(isLast);
  }

  #report(isImmediate: boolean): void {
    const now = performance.now();
    if (this.#listener === undefined) return;
    if (!isImmediate && now - this.#reportedAt < reportIntervalMs) return;
    this.#reportedAt = now;
    callSafely(this.#listener, this.#progress());
  }

  #progress(): FilesProgress {
    const active = [...this.#active.values()];
    const sum = (field: "sent" | "confirmed" | "speed") =>
      active.reduce((total, progress) => total + progress[field], 0);
    const endedBytes = [...this.#done.values()].reduce((a, b) => a + b, this.#endedBytes);
    const confirmed = endedBytes + sum("confirmed");
    const total = this.#totals?.bytes;
    const speed = sum("speed");
    const isKnown = total !== undefined && speed > 0;
    return {
      ended: this.#ended,
      failed: this.#failed,
      files: this.#totals?.files,
      sent: endedBytes + sum("sent"),
      confirmed,
      total,
      speed,
      secondsLeft: isKnown ? Math.max(0, total - confirmed) / speed : undefined,
      active,
    };
  }
}
