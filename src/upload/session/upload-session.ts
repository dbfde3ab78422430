import { type LinkedController, linkSignals } from "../../http/signals.ts";
import { deleteUpload } from "../protocol/location-client.ts";
import type { NamedVideo } from "../protocol/responses.ts";
import type { FileDescription } from "../source/file-description.ts";
import type { FileInput } from "../source/open-source.ts";
import { attachState, UploadError } from "../upload-error.ts";
import { ProgressMeter } from "./progress.ts";
import { runUpload } from "./run-upload.ts";
import type { Completed } from "./send-parts.ts";
import { decide, type UploadStatus } from "./session-status.ts";
import type { SendingSettings } from "./upload-options.ts";
import type { UploadState } from "./upload-state.ts";

/** What a session is made of. */
export interface UploadSessionParts<Video> {
  state: UploadState;
  /** The file, or the description of one that is elsewhere: then nothing can be sent from here. */
  source: FileInput | FileDescription;
  settings: SendingSettings;
  status: UploadStatus;
  /** Creates the session again when the server has forgotten it. */
  recreate?: ((signal: AbortSignal) => Promise<UploadState>) | undefined;
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
export class UploadSession<Video> {
  #state: UploadState;
  readonly #source: UploadSessionParts<Video>["source"];
  readonly #settings: SendingSettings;
  readonly #toVideo: UploadSessionParts<Video>["toVideo"];
  readonly #meter: ProgressMeter;
  #recreate: UploadSessionParts<Video>["recreate"];
  #status: UploadStatus;
  #errorMessage: string | undefined;
  #video: Video | undefined;
  #missing: Iterable<number> | undefined;
  #location: string;
  /** Ends the run that is under way. */
  #stop: LinkedController | undefined;
  /** Set once the server has everything: whatever happens then, nothing more is sent. */
  #completed: Completed | undefined;
  #running: Promise<Video> | undefined;
  #aborting: Promise<void> | undefined;

  /** @internal */
  constructor({ state, source, settings, status, toVideo, recreate }: UploadSessionParts<Video>) {
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

  /** What went wrong, while the status is `error`. */
  get errorMessage(): string | undefined {
    return this.#errorMessage;
  }

  /** The video, once the status is `uploaded`. */
  get video(): Video | undefined {
    return this.#video;
  }

  /** Where the bytes go, by the server's latest word. Who knows it can send there. */
  get location(): string {
    return this.#location;
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

  /** What `restoreUploadSession()` needs: plain JSON, the same unless it was created again. */
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
   * @returns The video, once the server has everything.
   * @throws {UploadStatusError} When the session was not started yet, or aborted.
   * @throws {UploadError} When the upload stops before it is complete.
   */
  resume(): Promise<Video> {
    return this.#begin("resume");
  }

  /** Stops an upload that is under way, at once. It can be resumed. */
  interrupt(): void {
    if (this.#status !== "uploading") return;
    this.#status = "interrupted";
    this.#stop?.abort(
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
    const status = this.#completed === undefined ? this.#status : "uploaded";
    if (decide("abort", status) === "run") this.#aborting = this.#cancel();
    await this.#aborting;
  }

  #begin(call: "start" | "resume"): Promise<Video> {
    try {
      const isDue = decide(call, this.#status) === "run" || this.#running === undefined;
      if (isDue) this.#running = this.#run(call === "start", this.#running);
      return this.#running as Promise<Video>;
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** @param previous - A run that was interrupted, and may not have ended yet. */
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

  /** A session that the server has forgotten is created again once, where that is wanted. */
  async #send(isNew: boolean, signal: AbortSignal): Promise<Completed> {
    try {
      return await this.#sendRest(isNew, signal);
    } catch (error) {
      const isExpired = error instanceof UploadError && error.reason === "expired";
      if (!isExpired || this.#recreate === undefined) throw error;
      this.#state = await this.#recreate(signal);
      this.#recreate = undefined;
      this.#location = this.#state.location;
      this.#missing = undefined;
      return this.#sendRest(true, signal);
    }
  }

  #sendRest(isNew: boolean, signal: AbortSignal): Promise<Completed> {
    return runUpload({
      ...{ state: this.#state, location: this.#location, source: this.#source },
      ...{ settings: this.#settings, meter: this.#meter, isNew, signal },
      onMissing: (missing) => {
        this.#missing = missing;
      },
      onLocation: (location) => {
        this.#location = location;
      },
    });
  }

  /** Everything is there: no interruption counts any more. */
  async #complete({ video, videoId }: Completed, signal: AbortSignal): Promise<Video> {
    if (this.#status === "aborted") signal.throwIfAborted();
    this.#status = "uploaded";
    this.#missing = [];
    this.#meter.complete();
    if (videoId !== undefined) return this.#toVideo({ id: videoId, data: video });
    const message = "Everything is stored, but the server did not say as which video";
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
    const isKnown = error instanceof UploadError && error.reason === "video-unknown";
    if (this.#status === "aborted" || stop !== this.#stop || isKnown) return;
    const isStopped = stop.signal.aborted && error === stop.signal.reason;
    this.#status = isStopped ? "interrupted" : "error";
    if (!isStopped) this.#errorMessage = error instanceof Error ? error.message : String(error);
  }
}
