import { createTransport } from "#upload";
import type { FileInput } from "../../http/files/open-file.ts";
import type { Video } from "../video.ts";
import type { NamedVideo } from "./answers.ts";
import { LocationClient } from "./location-client.ts";
import { openSource } from "./open-source.ts";
import { ProgressMeter } from "./progress.ts";
import { requireSameFile } from "./require-same-file.ts";
import { type Completed, type Sending, sendParts } from "./send-parts.ts";
import { sendRanges } from "./send-ranges.ts";
import { decide, type UploadStatus } from "./session-status.ts";
import type { Transport } from "./transport.ts";
import { UploadError } from "./upload-error.ts";
import type { SendingSettings } from "./upload-options.ts";
import type { UploadState } from "./upload-state.ts";

/** What a session is made of. */
export interface UploadSessionParts {
  state: UploadState;
  source: FileInput;
  settings: SendingSettings;
  status: UploadStatus;
  /** Makes the video that the promise of `start()` gives. */
  toVideo: (uploaded: UploadedVideo) => Promise<Video>;
}

/** What the server said of the video: its id, and with luck the rest. */
export interface UploadedVideo {
  id: string;
  data: NamedVideo | undefined;
}

/**
 * The upload of one file, which goes on where it stopped.
 *
 * It can be stopped and resumed any number of times, here or, by its `state`, in another process.
 */
export class UploadSession {
  readonly #state: UploadState;
  readonly #source: FileInput;
  readonly #settings: SendingSettings;
  readonly #toVideo: UploadSessionParts["toVideo"];
  readonly #meter: ProgressMeter;
  #status: UploadStatus;
  #errorMessage: string | undefined;
  #video: Video | undefined;
  #missing: Iterable<number> | undefined;
  #stop = new AbortController();
  #running: Promise<Video> | undefined;
  #aborting: Promise<void> | undefined;

  /** @internal */
  constructor({ state, source, settings, status, toVideo }: UploadSessionParts) {
    this.#state = state;
    this.#source = source;
    this.#settings = settings;
    this.#status = status;
    this.#toVideo = toVideo;
    this.#meter = new ProgressMeter(state.fileSize, settings.onProgress);
  }

  get status(): UploadStatus {
    return this.#status;
  }

  /** What went wrong, while the status is `error`. */
  get errorMessage(): string | undefined {
    return this.#errorMessage;
  }

  /** The video, once the status is `uploaded`. */
  get video(): Video | undefined {
    return this.#video;
  }

  /** Where the bytes go. Who knows it can send there. */
  get location(): string {
    return this.#state.location;
  }

  /** Bytes of each part but the last; 0 when the file goes up in ranges. */
  get partSize(): number {
    return this.#state.partSize;
  }

  /** Number of parts; 0 when the file goes up in ranges. */
  get parts(): number {
    return this.#state.parts;
  }

  /** The parts that the server does not have, as far as is known. */
  get missingParts(): number[] {
    if (this.#status === "uploaded") return [];
    return [...(this.#missing ?? Array(this.#state.parts).keys())];
  }

  /** What `restoreUploadSession()` needs: plain JSON, the same at all times. */
  get state(): UploadState {
    return this.#state;
  }

  /**
   * Sends the file.
   *
   * @returns The video, once the server has everything. While the upload is under way, and after
   *   it, the same promise.
   * @throws {UploadStatusError} When the session was stopped: resume it instead.
   * @throws {UploadError} When the upload stops before it is complete.
   */
  start(): Promise<Video> {
    return this.#begin("start");
  }

  /**
   * Asks the server what it has, and sends the rest.
   *
   * @throws {UploadStatusError} When the session was not started yet, or aborted.
   * @throws {UploadError} When the upload stops before it is complete.
   */
  resume(): Promise<Video> {
    return this.#begin("resume");
  }

  /** Stops an upload that is under way, at once. It can be resumed. */
  interrupt(): void {
    if (this.#status !== "uploading") return;
    this.#stop.abort(
      new UploadError("interrupted", "The upload was interrupted: resume() goes on"),
    );
  }

  /**
   * Cancels the upload: closes its connections at once and tells the server to forget it.
   *
   * @throws {UploadStatusError} When the upload is complete already.
   * @throws {UploadError} When the server could not be told. The session stays aborted.
   */
  async abort(): Promise<void> {
    if (decide("abort", this.#status) === "run") this.#aborting = this.#cancel();
    await this.#aborting;
  }

  #begin(call: "start" | "resume"): Promise<Video> {
    try {
      if (decide(call, this.#status) === "run" || this.#running === undefined) {
        this.#status = "uploading";
        this.#errorMessage = undefined;
        this.#stop = new AbortController();
        this.#running = this.#run(call === "start");
      }
      return this.#running;
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async #run(isNew: boolean): Promise<Video> {
    try {
      const video = await this.#send(isNew);
      this.#video = video;
      this.#finish("uploaded");
      return video;
    } catch (error) {
      throw this.#fail(error);
    }
  }

  async #send(isNew: boolean): Promise<Video> {
    const { signal: outer } = this.#settings;
    const signal = outer ? AbortSignal.any([this.#stop.signal, outer]) : this.#stop.signal;
    signal.throwIfAborted();
    const source = await openSource(this.#source);
    const transport = createTransport(this.#settings);
    try {
      if (source.size !== this.#state.fileSize || !isNew)
        await requireSameFile(source, this.#state);
      const sending = { ...this.#sending(transport, signal), source };
      return await this.#complete(await this.#sendAll(sending, isNew));
    } finally {
      transport.close();
      await source.close();
    }
  }

  #sending(transport: Transport, signal: AbortSignal): Omit<Sending, "source"> {
    return {
      state: this.#state,
      client: new LocationClient(this.#state.location, transport, this.#settings),
      meter: this.#meter,
      concurrency: this.#settings.concurrency,
      signal,
      onMissing: (missing) => {
        this.#missing = missing;
      },
    };
  }

  #sendAll(sending: Sending, isNew: boolean): Promise<Completed> {
    if (this.#state.parts === 0) return sendRanges(sending, isNew);
    return sendParts(sending, isNew ? [...Array(this.#state.parts).keys()] : undefined);
  }

  /** Everything is there: whatever happens now, the upload is complete. */
  async #complete({ video, videoId }: Completed): Promise<Video> {
    this.#missing = [];
    this.#meter.complete();
    if (videoId !== undefined) return this.#toVideo({ id: videoId, data: video });
    const message = "Everything is stored, but the server did not say as which video";
    throw new UploadError("video-unknown", message);
  }

  async #cancel(): Promise<void> {
    const wasRunning = this.#running?.catch(() => {});
    this.#status = "aborted";
    this.#stop.abort(new UploadError("aborted", "The upload was aborted"));
    await wasRunning;
    const transport = createTransport(this.#settings);
    try {
      const once = { ...this.#settings, attempts: 1 };
      const client = new LocationClient(this.#state.location, transport, once);
      await client.send({ method: "DELETE" }, new AbortController().signal);
    } catch (error) {
      if (!(error instanceof UploadError && error.reason === "expired")) throw error;
    } finally {
      transport.close();
    }
  }

  #finish(status: UploadStatus): void {
    if (this.#status !== "aborted") this.#status = status;
  }

  #fail(error: unknown): unknown {
    const isStopped = this.#stop.signal.aborted || this.#settings.signal?.aborted === true;
    const reason = error instanceof UploadError ? error.reason : undefined;
    if (error instanceof UploadError) error.state = this.#state;
    if (reason === "video-unknown") this.#finish("uploaded");
    else this.#finish(isStopped ? "interrupted" : "error");
    if (this.#status === "error") {
      this.#errorMessage = error instanceof Error ? error.message : String(error);
    }
    return error;
  }
}
