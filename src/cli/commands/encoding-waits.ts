import { type Factory, isFailedWait } from "../client/flip-account.ts";
import type { EncodingsProgress } from "./upload-bars.ts";
import type { EncodingOutcome, FileReport } from "./upload-results.ts";

/** How long encodings are waited for, and who is told. */
export interface WaitSettings {
  readonly factory: Factory;
  /** Number of videos that may be waited for. */
  readonly videos: number;
  readonly signal: AbortSignal;
  /** Limit for each video. */
  readonly timeoutMs: number | undefined;
  readonly onProgress: (progress: EncodingsProgress) => void;
}

/** Maximum number of videos that are asked about at the same time. The others are encoded meanwhile. */
const videosAtOnce = 16;

/** Waits for the encodings of videos while others are still uploaded. */
export class EncodingWaits {
  readonly #settings: WaitSettings;
  readonly #percents = new Map<string, number>();
  readonly #queue: (() => Promise<void>)[] = [];
  readonly #running = new Set<Promise<void>>();
  #ended = 0;

  constructor(settings: WaitSettings) {
    this.#settings = settings;
  }

  /** @param onEnd - Called once. Without an outcome, the wait was interrupted. */
  add(report: FileReport, onEnd: (outcome: EncodingOutcome | undefined) => void): void {
    const { path, videoId = "" } = report;
    this.#queue.push(async () => {
      const onPercent = (percent: number) => {
        // All that remains is to report it.
        this.#percents.set(path, Math.min(percent, 99));
        this.#report();
      };
      const outcome = await waitForVideo(videoId, this.#settings, onPercent);
      this.#ended++;
      this.#percents.set(path, 100);
      this.#report();
      onEnd(outcome);
    });
    this.#start();
  }

  /** Waits until all have ended. */
  async settle(): Promise<void> {
    while (this.#running.size > 0) await Promise.race(this.#running);
  }

  #start(): void {
    while (this.#running.size < videosAtOnce) {
      const wait = this.#queue.shift();
      if (wait === undefined) return;
      const running = wait().finally(() => {
        this.#running.delete(running);
        this.#start();
      });
      this.#running.add(running);
    }
  }

  #report(): void {
    const { videos, onProgress } = this.#settings;
    const sum = [...this.#percents.values()].reduce((total, percent) => total + percent, 0);
    onProgress({ ended: this.#ended, videos, percent: sum / videos });
  }
}

/**
 * Waits until a video is encoded. Never throws.
 *
 * @returns `undefined` when the wait was interrupted.
 */
export async function waitForVideo(
  id: string,
  { factory, signal, timeoutMs }: Omit<WaitSettings, "videos" | "onProgress">,
  onPercent: (percent: number) => void,
): Promise<EncodingOutcome | undefined> {
  try {
    const video = await factory.videos.find(id, { signal });
    const onProgress = ({ progress }: { progress: number }) => onPercent(progress);
    const encodings = await video.waitForEncodings({ signal, timeoutMs, onProgress });
    return { encodings, url: video.url };
  } catch (error) {
    if (signal.aborted) return undefined;
    return { encodings: encodingsOf(error), error };
  }
}

function encodingsOf(error: unknown): EncodingOutcome["encodings"] {
  return isFailedWait(error) ? [...error.finished, ...error.failed] : [];
}
