import type { VideoData } from "../../flip/index.ts";
import { findExtraFile, type PartedFile, UploadServerFile } from "./extra-files.ts";
import type { UploadRecord } from "./recorded-upload.ts";
import type { SessionSettings } from "./session-options.ts";
import type { UploadStorage } from "./storage.ts";
import { PartProgress, RangeProgress } from "./upload-progress.ts";

/** The state of a session, with the effects of faults. */
export class SessionState {
  readonly settings: SessionSettings;
  readonly storage: UploadStorage;
  readonly extraFiles: readonly UploadServerFile[];
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

  constructor(
    settings: SessionSettings,
    openStorage: (fileSize: number) => UploadStorage,
    makeVideo: () => VideoData,
  ) {
    const { fileSize, partSize, extraFiles } = settings;
    this.settings = settings;
    this.storage = openStorage(fileSize);
    this.extraFiles = extraFiles.map(
      (file) => new UploadServerFile(file, partSize, openStorage(file.fileSize)),
    );
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

  /** Missing parts of the main file as they are reported to a client. */
  get missingParts(): number[] {
    const missing = this.settings.isMultiChunk ? this.partProgress.missingParts : [];
    const isFaked = this.isNeverComplete && missing.length === 0 && this.parts > 0;
    return isFaked ? [this.parts - 1] : missing;
  }

  /** Whether the upload, with all of its files, is reported to a client as complete. */
  get isComplete(): boolean {
    const areExtraFilesComplete = this.extraFiles.every(
      ({ partProgress }) => partProgress.isComplete,
    );
    return this.progress.isComplete && areExtraFilesComplete && !this.isNeverComplete;
  }

  /** Finds a file by its tag. The main file has none. */
  findFile(tag: string): PartedFile | undefined {
    if (tag !== "") return findExtraFile(this.extraFiles, tag);
    const { fileSize, partSize } = this.settings;
    return { fileSize, partSize, storage: this.storage, partProgress: this.partProgress };
  }

  /** Returns the missing parts of a file as they are reported to a client. */
  missingPartsOf({ partProgress }: PartedFile): number[] {
    return partProgress === this.partProgress ? this.missingParts : partProgress.missingParts;
  }

  /** Releases all bytes. May be called again. */
  async close(): Promise<void> {
    const storages = [this.storage, ...this.extraFiles.map(({ storage }) => storage)];
    await Promise.all(storages.map((storage) => storage.close()));
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
