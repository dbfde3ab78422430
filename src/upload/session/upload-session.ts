import { type LinkedController, linkSignals } from "../../http/signals.ts";
import { deleteUpload } from "../protocol/location-client.ts";
import type { ReportedVideo } from "../protocol/responses.ts";
import type { FileDescription, FileInput } from "../source/file-input.ts";
import { attachState, UploadError } from "../upload-error.ts";
import { ProgressMeter } from "./progress.ts";
import { runUpload } from "./run-upload.ts";
import type { CompletedUpload } from "./send-parts.ts";
import { decide, type UploadStatus } from "./session-status.ts";
import type { SendingSettings } from "./upload-options.ts";
import type { UploadState } from "./upload-state.ts";

/** Arguments of the constructor of a session. */
export interface UploadSessionInit<Video> {
  state: UploadState;
  /** The file, or the description of one that is elsewhere: then the session cannot send it. */
  source: FileInput | FileDescription;
  settings: SendingSettings;
  status: UploadStatus;
  /** Creates the session again when it has expired. */
  recreate?: ((signal: AbortSignal) => Promise<UploadState>) | undefined;
  /** Creates the video that `start()` and `resume()` return. */
  toVideo: (uploaded: UploadedVideo) => Promise<Video>;
}

/** A video as far as the server has reported it: its id, and possibly its fields. */
export interface UploadedVideo {
  id: string;
  data: ReportedVideo | undefined;
}

/**
 * The upload of one file, which can be resumed where it stopped.
 *
 * It can be stopped and resumed any number of times, here or, with its `state`, in another process.
 */
export class UploadSession<Video> {
  #state: UploadState;
  readonly #source: UploadSessionInit<Video>["source"];
  readonly #settings: SendingSettings;
  readonly #toVideo: UploadSessionInit<Video>["toVideo"];
  readonly #meter: ProgressMeter;
  #recreate: UploadSessionInit<Video>["recreate"];
  #status: UploadStatus;
  #errorMessage: string | undefined;
  #video: Video | undefined;
  #missing: Iterable<number> | undefined;
  #location: string;
  /** Ends the current run. */
  #stop: LinkedController | undefined;
  /** Set once the server has everything: nothing more is sent after that. */
  #completed: CompletedUpload | undefined;
  #running: Promise<Video> | undefined;
  #aborting: Promise<void> | undefined;

  /** @internal */
  constructor({ state, source, settings, status, toVideo, recreate }: UploadSessionInit<Video>) {
    this.#state = state;
    this.#source = source;
    this.#settings = settings;
    this.#status = status;
    this.#toVideo = toVideo;
    this.#recreate = recreate;
    this.#location = state.location;
    this.#meter = new ProgressMeter(state.fileSize, settings.onProgress);
  }

  get status(): UploadStatus {
    return this.#status;
  }

  /** Message of the error, while the status is `error`. */
  get errorMessage(): string | undefined {
    return this.#errorMessage;
  }

  /** The video, once the status is `uploaded`. */
  get video(): Video | undefined {
    return this.#video;
  }

  /** URL that accepts the bytes, as the server reported it last. Anyone who knows it can send to it. */
  get location(): string {
    return this.#location;
  }

  /** Size of each part but the last, in bytes; 0 when the file is sent in ranges. */
  get partSize(): number {
    return this.#state.partSize;
  }

  /** Number of parts; 0 when the file is sent in ranges. */
  get parts(): number {
    return this.#state.parts;
  }

  /** Numbers of the parts that the server does not have, as far as known. */
  get missingParts(): number[] {
    if (this.#status === "uploaded") return [];
    return [...(this.#missing ?? Array(this.#state.parts).keys())];
  }

  /** State for `restoreUploadSession()`: plain JSON, constant unless the session is created again. */
  get state(): UploadState {
    return this.#state;
  }

  /**
   * Sends the file.
   *
   * @returns The video, once the server has everything. Further calls return the same promise.
   * @throws {UploadStatusError} When the session was stopped: resume it instead.
   * @throws {UploadError} When the upload stops before it is complete.
   */
  start(): Promise<Video> {
    return this.#begin("start");
  }

  /**
   * Queries what the server has, and sends the rest.
   *
   * @returns The video, once the server has everything.
   * @throws {UploadStatusError} When the session was not started yet, or was aborted.
   * @throws {UploadError} When the upload stops before it is complete.
   */
  resume(): Promise<Video> {
    return this.#begin("resume");
  }

  /** Stops an upload in progress immediately. It can be resumed. */
  interrupt(): void {
    if (this.#status !== "uploading") return;
    this.#status = "interrupted";
    this.#stop?.abort(
      new UploadError("interrupted", "The upload was interrupted: call resume() to continue"),
    );
  }

  /**
   * Cancels the upload: closes its connections immediately and deletes the session on the server.
   *
   * @throws {UploadStatusError} When the upload is already complete.
   * @throws {UploadError} When the session could not be deleted. Its status stays `aborted`.
   */
  async abort(): Promise<void> {
    const status = this.#completed === undefined ? this.#status : "uploaded";
    if (decide("abort", status) === "run") this.#aborting = this.#cancel();
    await this.#aborting;
  }

  #begin(call: "start" | "resume"): Promise<Video> {
    try {
      const isNeeded = decide(call, this.#status) === "run" || this.#running === undefined;
      if (isNeeded) this.#running = this.#run(call === "start", this.#running);
      return this.#running as Promise<Video>;
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** @param previous - An interrupted run that may not have ended yet. */
  async #run(isNew: boolean, previous: Promise<unknown> | undefined): Promise<Video> {
    const stop = linkSignals(this.#settings.signal);
    this.#stop = stop;
    this.#status = "uploading";
    this.#errorMessage = undefined;
    try {
      await previous?.catch(() => {});
      this.#completed ??= await this.#send(isNew, stop.signal);
      this.#video = await this.#complete(this.#completed, stop.signal);
      return this.#video;
    } catch (error) {
      this.#fail(error, stop);
      throw error;
    } finally {
      stop.unlink();
    }
  }

  /** Sends the file. An expired session is created again once, if `restart` is set. */
  async #send(isNew: boolean, signal: AbortSignal): Promise<CompletedUpload> {
    try {
      return await this.#runUpload(isNew, signal);
    } catch (error) {
      const isExpired = error instanceof UploadError && error.reason === "expired";
      if (!isExpired || this.#recreate === undefined) throw error;
      this.#state = await this.#recreate(signal);
      this.#recreate = undefined;
      this.#location = this.#state.location;
      this.#missing = undefined;
      return this.#runUpload(true, signal);
    }
  }

  #runUpload(isNew: boolean, signal: AbortSignal): Promise<CompletedUpload> {
    return runUpload({
      state: this.#state,
      location: this.#location,
      source: this.#source,
      settings: this.#settings,
      meter: this.#meter,
      isNew,
      signal,
      onMissing: (missing) => {
        this.#missing = missing;
      },
      onLocation: (location) => {
        this.#location = location;
      },
    });
  }

  /** Completes the session: interruptions have no effect from here. */
  async #complete({ video, videoId }: CompletedUpload, signal: AbortSignal): Promise<Video> {
    if (this.#status === "aborted") signal.throwIfAborted();
    this.#status = "uploaded";
    this.#missing = [];
    this.#meter.complete();
    if (videoId !== undefined) return this.#toVideo({ id: videoId, data: video });
    const message = "The upload is complete, but the server did not report which video it is";
    throw new UploadError("video-unknown", message);
  }

  async #cancel(): Promise<void> {
    this.#status = "aborted";
    this.#stop?.abort(new UploadError("aborted", "The upload was aborted"));
    await this.#running?.catch(() => {});
    await deleteUpload(this.#location, this.#settings);
  }

  #fail(error: unknown, stop: LinkedController): void {
    if (error instanceof UploadError) attachState(error, this.#state);
    const isComplete = error instanceof UploadError && error.reason === "video-unknown";
    if (this.#status === "aborted" || stop !== this.#stop || isComplete) return;
    const isStopped = stop.signal.aborted && error === stop.signal.reason;
    this.#status = isStopped ? "interrupted" : "error";
    if (!isStopped) this.#errorMessage = error instanceof Error ? error.message : String(error);
  }
}
