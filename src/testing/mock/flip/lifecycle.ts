import type { Clock, Scheduled } from "../clock.ts";
import {
  canceled,
  encodingFault,
  type Fault,
  fail,
  finishImport,
  importMs,
  progressMs,
  progressStep,
  queueMs,
  renew,
  startFault,
  succeed,
} from "./progress.ts";
import { formatDate, type StoredEncoding, type StoredFactory, type StoredVideo } from "./state.ts";
import type { FlipEvent, Webhooks } from "./webhooks.ts";

/**
 * Moves videos and encodings on. The spec's examples stay as they are until something is done with
 * them.
 */
export class Lifecycle {
  readonly #clock: Clock;
  readonly #webhooks: Webhooks;
  /** What happens next to a video or an encoding. */
  readonly #next = new Map<StoredVideo | StoredEncoding, Scheduled>();
  /** Encodings that wait or are at work. */
  readonly #underWay = new Set<StoredEncoding>();

  constructor(clock: Clock, webhooks: Webhooks) {
    this.#clock = clock;
    this.#webhooks = webhooks;
  }

  /** Imports a video's source. Its encodings follow. */
  importVideo(factory: StoredFactory, video: StoredVideo): void {
    this.#plan(factory, video, importMs, () => {
      finishImport(video, this.#date());
      const waiting = [...this.#underWay].filter((encoding) => encoding.video === video);
      const ended = waiting.flatMap((encoding) => this.#start(factory, encoding));
      return [{ event: "video-created", video }, ...ended];
    });
  }

  /** Makes an encoding, as soon as its video has been imported. */
  encode(factory: StoredFactory, encoding: StoredEncoding): void {
    const { video } = encoding;
    this.#underWay.add(encoding);
    if (video.data.status !== "processing") {
      this.#plan(factory, encoding, queueMs, () => this.#start(factory, encoding));
    } else if (!this.#next.has(video)) this.importVideo(factory, video);
  }

  /** Ends an encoding that has not ended. Says whether it did. */
  cancel(factory: StoredFactory, encoding: StoredEncoding): boolean {
    if (encoding.data.status !== "processing") return false;
    const events = this.#fail(encoding, canceled);
    this.#clock.schedule(0, () => this.#webhooks.tell(factory, events));
    return true;
  }

  /** Starts an encoding again that failed, unless its video did, too. Says whether it did. */
  retry(factory: StoredFactory, encoding: StoredEncoding): boolean {
    if (encoding.data.status !== "fail" || encoding.video.data.status === "fail") return false;
    encoding.data = { ...renew(encoding.data), updated_at: this.#date() };
    this.encode(factory, encoding);
    return true;
  }

  /** Nothing more happens to these. */
  stop(records: readonly (StoredVideo | StoredEncoding)[]): void {
    for (const record of records) {
      this.#next.get(record)?.cancel();
      this.#next.delete(record);
      if ("profile" in record) this.#underWay.delete(record);
    }
  }

  /** Begins the work, if it can be done. */
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
      encoding.data = succeed(encoding);
      return this.#finish(encoding);
    }
    this.#plan(factory, encoding, progressMs, () => this.#proceed(factory, encoding));
    return [{ event: "encoding-progress", encoding }];
  }

  #fail(encoding: StoredEncoding, fault: Fault): FlipEvent[] {
    encoding.data = { ...fail(encoding, fault), updated_at: this.#date() };
    return this.#finish(encoding);
  }

  /** What there is to tell when an encoding has ended: perhaps that it was the last. */
  #finish(encoding: StoredEncoding): FlipEvent[] {
    this.stop([encoding]);
    const { video } = encoding;
    const ended: FlipEvent = { event: "encoding-complete", encoding };
    const isLast = ![...this.#underWay].some((other) => other.video === video);
    return isLast ? [ended, { event: "video-encoded", video }] : [ended];
  }

  /** Has something happen later, and tells of it. */
  #plan(
    factory: StoredFactory,
    record: StoredVideo | StoredEncoding,
    delayMs: number,
    happen: () => FlipEvent[],
  ): void {
    this.#next.get(record)?.cancel();
    const scheduled = this.#clock.schedule(delayMs, () => {
      this.#next.delete(record);
      return this.#webhooks.tell(factory, happen());
    });
    this.#next.set(record, scheduled);
  }

  #date(): string {
    return formatDate(this.#clock.now());
  }
}
