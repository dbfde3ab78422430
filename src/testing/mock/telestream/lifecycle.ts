import type { MockClock, Scheduled } from "../clock.ts";
import type { Units } from "./media.ts";
import {
  canceled,
  canceledVideo,
  encodingFault,
  type Fault,
  fail,
  finishImport,
  importMs,
  progressMs,
  progressStep,
  queueMs,
  resetForRetry,
  startFault,
  succeed,
} from "./progress.ts";
import { formatDate, type StoredEncoding, type StoredFactory, type StoredVideo } from "./state.ts";
import type { FlipEvent, Webhooks } from "./webhooks.ts";

/**
 * Changes the status of videos and encodings over time. The spec's examples do not change until a
 * request uses them.
 */
export class Lifecycle {
  readonly #clock: MockClock;
  readonly #webhooks: Webhooks;
  readonly #units: Units;
  /** Next change of a video or encoding. */
  readonly #next = new Map<StoredVideo | StoredEncoding, Scheduled>();
  /** Encodings that are waiting or in progress. */
  readonly #active = new Set<StoredEncoding>();

  constructor(clock: MockClock, webhooks: Webhooks, units: Units) {
    this.#clock = clock;
    this.#webhooks = webhooks;
    this.#units = units;
  }

  /** Imports a video's source. Then its encodings start. */
  importVideo(factory: StoredFactory, video: StoredVideo): void {
    this.#plan(factory, video, importMs, () => {
      finishImport(video, this.#date(), this.#units);
      const waiting = [...this.#active].filter((encoding) => encoding.video === video);
      const ended = waiting.flatMap((encoding) => this.#start(factory, encoding));
      return [{ event: "video-created", video }, ...ended];
    });
  }

  /** Starts an encoding as soon as its video has been imported. */
  encode(factory: StoredFactory, encoding: StoredEncoding): void {
    const { video } = encoding;
    this.#active.add(encoding);
    if (video.data.status !== "processing") {
      this.#plan(factory, encoding, queueMs, () => this.#start(factory, encoding));
    } else if (!this.#next.has(video)) this.importVideo(factory, video);
  }

  /** Cancels an encoding. Returns whether it was in progress. */
  cancel(factory: StoredFactory, encoding: StoredEncoding): boolean {
    if (encoding.data.status !== "processing") return false;
    const events = this.#fail(encoding, canceled);
    this.#clock.schedule(0, () => this.#webhooks.notify(factory, events));
    return true;
  }

  /**
   * Cancels the import of a video, and its encodings.
   *
   * @returns Whether anything was in progress.
   */
  cancelVideo(
    factory: StoredFactory,
    video: StoredVideo,
    encodings: readonly StoredEncoding[],
  ): boolean {
    const events: FlipEvent[] = [];
    if (video.data.status === "processing") {
      this.stop([video]);
      video.data = { ...fail(video, canceledVideo), updated_at: this.#date() };
      events.push({ event: "video-created", video });
    }
    const active = encodings.filter(({ data }) => data.status === "processing");
    events.push(...active.flatMap((encoding) => this.#fail(encoding, canceled)));
    this.#clock.schedule(0, () => this.#webhooks.notify(factory, events));
    return events.length > 0;
  }

  /** Restarts a failed encoding, unless its video has failed as well. Returns whether it restarted. */
  retry(factory: StoredFactory, encoding: StoredEncoding): boolean {
    if (encoding.data.status !== "fail" || encoding.video.data.status === "fail") return false;
    encoding.data = { ...resetForRetry(encoding.data), updated_at: this.#date() };
    this.encode(factory, encoding);
    return true;
  }

  /** Cancels all further changes of these records. */
  stop(records: readonly (StoredVideo | StoredEncoding)[]): void {
    for (const record of records) {
      this.#next.get(record)?.cancel();
      this.#next.delete(record);
      if ("profile" in record) this.#active.delete(record);
    }
  }

  /** Starts the encoding, if that is possible. */
  #start(factory: StoredFactory, encoding: StoredEncoding): FlipEvent[] {
    const fault = startFault(encoding);
    if (fault !== undefined) return this.#fail(encoding, fault);
    const date = this.#date();
    encoding.data = { ...encoding.data, started_encoding_at: date, updated_at: date };
    this.#plan(factory, encoding, progressMs, () => this.#proceed(factory, encoding));
    return [];
  }

  #proceed(factory: StoredFactory, encoding: StoredEncoding): FlipEvent[] {
    const encoding_progress = (encoding.data.encoding_progress ?? 0) + progressStep;
    encoding.data = { ...encoding.data, encoding_progress, updated_at: this.#date() };
    const fault = encodingFault(encoding);
    if (fault !== undefined) return this.#fail(encoding, fault);
    if (encoding_progress >= 100) {
      encoding.data = succeed(encoding, this.#units);
      return this.#finish(encoding);
    }
    this.#plan(factory, encoding, progressMs, () => this.#proceed(factory, encoding));
    return [{ event: "encoding-progress", encoding }];
  }

  #fail(encoding: StoredEncoding, fault: Fault): FlipEvent[] {
    encoding.data = { ...fail(encoding, fault), updated_at: this.#date() };
    return this.#finish(encoding);
  }

  /** Returns the events at the end of an encoding. The last encoding of a video has one more. */
  #finish(encoding: StoredEncoding): FlipEvent[] {
    this.stop([encoding]);
    const { video } = encoding;
    const ended: FlipEvent = { event: "encoding-complete", encoding };
    const isLast = ![...this.#active].some((other) => other.video === video);
    return isLast ? [ended, { event: "video-encoded", video }] : [ended];
  }

  /** Schedules a change, and sends its events. */
  #plan(
    factory: StoredFactory,
    record: StoredVideo | StoredEncoding,
    delayMs: number,
    change: () => FlipEvent[],
  ): void {
    this.#next.get(record)?.cancel();
    const scheduled = this.#clock.schedule(delayMs, () => {
      this.#next.delete(record);
      return this.#webhooks.notify(factory, change());
    });
    this.#next.set(record, scheduled);
  }

  #date(): string {
    return formatDate(this.#clock.now());
  }
}
