import type { VideoData } from "../../flip/index.ts";
import { requireInteger, requireThat } from "../../http/argument-checks.ts";
import { FlipPiliError } from "../../http/errors.ts";
import type { UploadServerFile } from "./extra-files.ts";
import type { RecordedUpload } from "./recorded-upload.ts";
import { createSessionResponse, type SessionResponse } from "./session-options.ts";
import type { SessionState } from "./session-state.ts";
import { partLength, partOffset } from "./upload-progress.ts";

/** An upload session on the server. */
export class UploadServerSession {
  readonly id: string;
  /** URL to which the bytes are sent. */
  readonly location: string;
  readonly fileName: string;
  /** In bytes. */
  readonly fileSize: number;
  /** In bytes; the last part is shorter. */
  readonly partSize: number;
  /** Number of parts; 0 without multi-chunk. */
  readonly parts: number;
  /** The JSON that a client receives from `POST /videos/upload.json`. */
  readonly response: SessionResponse;
  /** Further files of the session, in the order in which they were declared. */
  readonly extraFiles: readonly UploadServerFile[];
  readonly #state: SessionState;

  /** @internal */
  constructor(state: SessionState) {
    const { id, location, fileName, fileSize, partSize } = state.settings;
    this.id = id;
    this.location = location;
    this.fileName = fileName;
    this.fileSize = fileSize;
    this.partSize = partSize;
    this.parts = state.parts;
    this.response = createSessionResponse(state.settings, state.parts, state.extraFiles);
    this.extraFiles = state.extraFiles;
    this.#state = state;
  }

  /** Missing parts of the main file as they are reported to a client, in order. Empty without multi-chunk. */
  get missingParts(): number[] {
    return this.#state.missingParts;
  }

  /** Whether everything has arrived, extra files included, and this is reported to a client. */
  get isComplete(): boolean {
    return this.#state.isComplete;
  }

  /** The video, once the session has been complete. */
  get video(): VideoData | undefined {
    return this.#state.video;
  }

  /** Number of stored bytes of the main file: each part counts once. */
  get acceptedBytes(): number {
    return this.#state.progress.acceptedBytes;
  }

  /** Number of bytes of all bodies, those of repeated and incomplete parts included. */
  get receivedBytes(): number {
    return this.requests.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0);
  }

  /** All requests to the location, in the order of arrival. Preflights are left out. */
  get requests(): readonly RecordedUpload[] {
    return this.#state.requests;
  }

  /** Number of DELETE requests. */
  get deletes(): number {
    return this.requests.filter(({ method }) => method === "DELETE").length;
  }

  /** Maximum number of requests that were in flight at the same time. */
  get mostAtOnce(): number {
    return countMaxConcurrent(this.requests);
  }

  /**
   * Returns the SHA-256 of the main file, in hex.
   *
   * @throws {FlipPiliError} When bytes are missing or were discarded.
   */
  sha256(): string {
    const { storage, progress } = this.#state;
    if (progress.isComplete) return storage.sha256(0, this.fileSize);
    const missing = this.fileSize - progress.acceptedBytes;
    throw new FlipPiliError(`Cannot hash the file: ${missing} bytes are missing`);
  }

  /**
   * Returns the SHA-256 of a stored part of the main file, in hex. With `discard: true` it is available, too.
   *
   * @param part - Number of the part, from 0.
   * @throws {InvalidArgumentError} When the session has no such part.
   * @throws {FlipPiliError} When the part is missing or was not hashed.
   */
  partSha256(part: number): string {
    requireThat(this.parts > 0, "part", "is only for a session with parts");
    requireInteger("part", part, 0, this.parts - 1);
    if (!this.#state.partProgress.has(part)) {
      throw new FlipPiliError(`Cannot hash part ${part}: it is missing`);
    }
    return this.#state.storage.sha256(partOffset(part, this), partLength(part, this));
  }
}

/** Returns the maximum number of requests that were in flight at the same time. */
function countMaxConcurrent(requests: readonly RecordedUpload[]): number {
  const changes = requests.flatMap(({ startedAt, endedAt = Infinity }) => [
    { at: startedAt, by: 1 },
    { at: endedAt, by: -1 },
  ]);
  // A request that ends at the moment when another begins does not count as concurrent.
  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  let open = 0;
  let maximum = 0;
  for (const { by } of changes) {
    open += by;
    maximum = Math.max(maximum, open);
  }
  return maximum;
}
