import type { VideoData } from "../../flip/index.ts";
import type { UploadRecord } from "./recorded-upload.ts";
import type { SessionSettings } from "./session-options.ts";
import type { UploadStorage } from "./storage.ts";
import { PartProgress, RangeProgress } from "./upload-progress.ts";

/** The state of a session, with the effects of faults. */
export class SessionState {
  readonly settings: SessionSettings;
  readonly storage: UploadStorage;
  readonly requests: UploadRecord[] = [];
  /** Progress of a multi-chunk upload. */
  readonly partProgress: PartProgress;
  /** Progress of a streaming upload. */
  readonly rangeProgress: RangeProgress;
  /** Whether a part is always reported as missing. */
  isNeverComplete = false;
  /** Status of every response, once the session has ended. */
  endStatus: number | undefined;
  readonly #makeVideo: () => VideoData;
  #video: VideoData | undefined;
  #moves = 0;
  /** Number of the oldest location that is still valid. */
  #oldestMove = 0;

  constructor(settings: SessionSettings, storage: UploadStorage, makeVideo: () => VideoData) {
    this.settings = settings;
    this.storage = storage;
    this.partProgress = new PartProgress(settings);
    this.rangeProgress = new RangeProgress(settings.fileSize);
    this.#makeVideo = makeVideo;
  }

  get progress(): PartProgress | RangeProgress {
    return this.settings.isMultiChunk ? this.partProgress : this.rangeProgress;
  }

  /** Number of parts; 0 without multi-chunk. */
  get parts(): number {
    return this.settings.isMultiChunk ? this.partProgress.parts : 0;
  }

  /** Missing parts as they are reported to a client. */
  get missingParts(): number[] {
    const missing = this.settings.isMultiChunk ? this.partProgress.missingParts : [];
    const isFaked = this.isNeverComplete && missing.length === 0 && this.parts > 0;
    return isFaked ? [this.parts - 1] : missing;
  }

  /** Whether the upload is reported to a client as complete. */
  get isComplete(): boolean {
    return this.progress.isComplete && !this.isNeverComplete;
  }

  /** The video, once the session has been complete. */
  get video(): VideoData | undefined {
    if (this.isComplete) this.#video ??= this.#makeVideo();
    return this.#video;
  }

  /**
   * Returns a new location of the session.
   *
   * @param to.origin - Its origin, if that changes.
   * @param to.leaves - Whether the previous locations are no longer valid.
   */
  move({ origin, leaves }: { origin: string | undefined; leaves: boolean }): string {
    this.#moves += 1;
    if (leaves) this.#oldestMove = this.#moves;
    const { pathname, search, origin: first } = new URL(this.settings.location);
    return `${origin ?? first}${pathname}${search}&moved=${this.#moves}`;
  }

  /** Returns whether the location is still valid: the upload has not moved away from it. */
  isAt(query: URLSearchParams): boolean {
    return Number(query.get("moved") ?? 0) >= this.#oldestMove;
  }
}
