import type { VideoData } from "../../flip/index.ts";
import type { UploadRecord } from "./recorded-upload.ts";
import type { SessionFacts } from "./session-options.ts";
import type { Storage } from "./storage.ts";
import { PartProgress, RangeProgress } from "./upload-progress.ts";

/** What the server knows of a session, and what faults have made of it. */
export class SessionState {
  readonly facts: SessionFacts;
  readonly storage: Storage;
  readonly requests: UploadRecord[] = [];
  /** Progress of a multi-chunk upload. */
  readonly numbered: PartProgress;
  /** Progress of a streaming upload. */
  readonly range: RangeProgress;
  /** Claims that something is missing, whatever has arrived. */
  isNeverComplete = false;
  /** Status of every answer, once the session has ended. */
  endStatus: number | undefined;
  readonly #makeVideo: () => VideoData;
  #video: VideoData | undefined;
  #moves = 0;

  constructor(facts: SessionFacts, storage: Storage, makeVideo: () => VideoData) {
    this.facts = facts;
    this.storage = storage;
    this.numbered = new PartProgress(facts);
    this.range = new RangeProgress(facts.fileSize);
    this.#makeVideo = makeVideo;
  }

  get progress(): PartProgress | RangeProgress {
    return this.facts.isMultiChunk ? this.numbered : this.range;
  }

  /** Number of parts; none without multi-chunk. */
  get parts(): number {
    return this.facts.isMultiChunk ? this.numbered.parts : 0;
  }

  /** What a client is told to be missing. */
  get missingParts(): number[] {
    const missing = this.facts.isMultiChunk ? this.numbered.missingParts : [];
    const isFeigned = this.isNeverComplete && missing.length === 0 && this.parts > 0;
    return isFeigned ? [this.parts - 1] : missing;
  }

  /** Whether a client is told that everything has arrived. */
  get isComplete(): boolean {
    return this.progress.isComplete && !this.isNeverComplete;
  }

  /** The video, once the session was complete. */
  get video(): VideoData | undefined {
    if (this.isComplete) this.#video ??= this.#makeVideo();
    return this.#video;
  }

  /** A location of the session that it did not have before. */
  move(): string {
    this.#moves += 1;
    return `${this.facts.location}&moved=${this.#moves}`;
  }
}
