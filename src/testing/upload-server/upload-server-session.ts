import type { VideoData } from "../../flip/index.ts";
import type { RecordedUpload } from "./recorded-upload.ts";
import { answerSession, type SessionAnswer } from "./session-options.ts";
import type { SessionState } from "./session-state.ts";
import { partLength, partOffset } from "./upload-progress.ts";

/** An upload session as the server sees it. */
export class UploadServerSession {
  readonly id: string;
  /** Where the bytes go. */
  readonly location: string;
  readonly fileName: string;
  /** In bytes. */
  readonly fileSize: number;
  /** In bytes; the last part is shorter. */
  readonly partSize: number;
  /** Number of parts; none without multi-chunk. */
  readonly parts: number;
  /** What a client is to be handed: the JSON of `POST /videos/upload.json`. */
  readonly answer: SessionAnswer;
  readonly #state: SessionState;

  /** @internal */
  constructor(state: SessionState) {
    const { id, location, fileName, fileSize, partSize } = state.facts;
    this.id = id;
    this.location = location;
    this.fileName = fileName;
    this.fileSize = fileSize;
    this.partSize = partSize;
    this.parts = state.parts;
    this.answer = answerSession(state.facts, state.parts);
    this.#state = state;
  }

  /** What a client is told to be missing, in order. Empty without multi-chunk. */
  get missingParts(): number[] {
    return this.#state.missingParts;
  }

  /** Whether everything has arrived, and a client is told so. */
  get isComplete(): boolean {
    return this.#state.isComplete;
  }

  /** The video, once the session was complete. */
  get video(): VideoData | undefined {
    return this.#state.video;
  }

  /** Bytes that are stored: each part counts once. */
  get acceptedBytes(): number {
    return this.#state.progress.acceptedBytes;
  }

  /** Bytes of bodies that were read, those of parts that came again or not as a whole included. */
  get receivedBytes(): number {
    return this.requests.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0);
  }

  /** Every request to the location, in the order of arrival. Preflights are not among them. */
  get requests(): readonly RecordedUpload[] {
    return this.#state.requests;
  }

  /** How many DELETE requests have arrived. */
  get deletes(): number {
    return this.requests.filter(({ method }) => method === "DELETE").length;
  }

  /** The most requests that were open at the same time. */
  get mostAtOnce(): number {
    return countMostAtOnce(this.requests);
  }

  /**
   * SHA-256 of the file as it is stored, in hex.
   *
   * @throws {Error} When bytes are missing, or were discarded.
   */
  sha256(): string {
    const { storage, progress } = this.#state;
    if (progress.isComplete) return storage.sha256(0, this.fileSize);
    const missing = this.fileSize - progress.acceptedBytes;
    throw new Error(`Cannot hash the file: ${missing} bytes are missing`);
  }

  /**
   * SHA-256 of a part as it is stored, in hex. A server that discards what it gets has it, too.
   *
   * @throws {Error} When the part is missing, or was not hashed.
   */
  partSha256(part: number): string {
    if (!this.#state.numbered.has(part)) throw new Error(`Cannot hash part ${part}: it is missing`);
    return this.#state.storage.sha256(partOffset(part, this), partLength(part, this));
  }
}

/** The most requests that were open at the same time. */
function countMostAtOnce(requests: readonly RecordedUpload[]): number {
  const changes = requests.flatMap(({ startedAt, endedAt = Infinity }) => [
    { at: startedAt, by: 1 },
    { at: endedAt, by: -1 },
  ]);
  // One that ends when another begins makes room for it.
  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  let open = 0;
  let most = 0;
  for (const { by } of changes) {
    open += by;
    most = Math.max(most, open);
  }
  return most;
}
