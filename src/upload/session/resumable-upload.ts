import { type LinkedController, linkSignals } from "../../http/signals.ts";
import type { ReportedVideo } from "../protocol/responses.ts";
import type { FileDescription, FileInput } from "../source/file-input.ts";
import { StreamSource } from "../source/stream-source.ts";
import { attachState, UploadError } from "../upload-error.ts";
import { ProgressMeter } from "./progress.ts";
import { deleteUpload, runUpload } from "./run-upload.ts";
import type { CompletedUpload } from "./send-parts.ts";
import { ServerSession } from "./server-session.ts";
import { decide, type UploadStatus } from "./session-status.ts";
import type { SendingSettings } from "./upload-options.ts";
import type { UploadState } from "./upload-state.ts";

/** Arguments of the constructor of an upload. */
export interface UploadInit<Video> {
  state: UploadState;
  /** The file, or the description of one that is elsewhere: then the session cannot send it. */
  source: FileInput | FileDescription | StreamSource;
  settings: SendingSettings;
  status: UploadStatus;
  /** Creates the session again when it has expired. */
  recreate?: ((signal: AbortSignal) => Promise<UploadState>) | undefined;
  /** Finds the video of a complete upload whose session has ended. Missing without credentials. */
  findVideo?: ((signal: AbortSignal) => Promise<ReportedVideo | undefined>) | undefined;
  /** Creates the video that `start()` and `resume()` return. */
  toVideo: (uploaded: UploadedVideo) => Promise<Video>;
}

/** A video as far as the server has reported it: its id, and possibly its fields. */
export interface UploadedVideo {
  id: string;
  data: ReportedVideo | undefined;
}

/** State and steps behind {@link UploadSession}, which documents them. */
export class ResumableUpload<Video> {
  readonly #init: UploadInit<Video>;
  readonly #server: ServerSession;
  readonly #meter: ProgressMeter;
  #status: UploadStatus;
  #errorMessage: string | undefined;
  #video: Video | undefined;
  /** Whether an expired session may be created again. */
  #canRecreate = true;
  /** Ends the current run. */
  #stop: LinkedController | undefined;
  /** Set once the server has everything: nothing more is sent after that. */
  #completed: CompletedUpload | undefined;
  #running: Promise<Video> | undefined;
  #aborting: Promise<void> | undefined;

  constructor(init: UploadInit<Video>) {
    const { state, settings, status } = init;
    this.#init = init;
    this.#server = new ServerSession(state, settings);
    this.#meter = new ProgressMeter(state.fileSize, settings.onProgress);
    this.#status = status;
  }

  get status(): UploadStatus {
    return this.#status;
  }

  get errorMessage(): string | undefined {
    return this.#errorMessage;
  }

  get video(): Video | undefined {
    return this.#video;
  }

  get location(): string {
    return this.state.location;
  }

  get encrypted(): boolean | undefined {
    return this.#server.location.isEncrypted;
  }

  get partSize(): number {
    return this.state.partSize;
  }

  get parts(): number {
    return this.state.parts;
  }

  get missingParts(): number[] {
    return [...this.#server.missing];
  }

  get state(): UploadState {
    return this.#server.state;
  }

  start(): Promise<Video> {
    return this.#begin("start");
  }

  resume(): Promise<Video> {
    return this.#begin("resume");
  }

  interrupt(): void {
    if (this.#status !== "uploading") return;
    this.#status = "interrupted";
    this.#stop?.abort(
      new UploadError("interrupted", "The upload was interrupted: call resume() to continue"),
    );
  }

  async abort(): Promise<void> {
    const status = this.#completed === undefined ? this.#status : "uploaded";
    if (decide("abort", status) === "run") this.#aborting = this.#cancel();
    await this.#aborting;
  }

  /** Interrupts the upload, and waits until its connections and its file are closed. */
  async close(): Promise<void> {
    this.interrupt();
    this.#disposeStream();
    await Promise.allSettled([this.#running, this.#aborting]);
  }

  /** Ends a stream, which only this session can send. */
  #disposeStream(): void {
    const { source } = this.#init;
    if (source instanceof StreamSource) source.dispose();
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
    const stop = linkSignals(this.#init.settings.signal);
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
      if (!(error instanceof UploadError && error.reason === "expired")) throw error;
      if (this.#server.sent.isComplete) return this.#findSent(error, signal);
      const { recreate } = this.#init;
      if (recreate === undefined || !this.#canRecreate) throw error;
      const state = await recreate(signal);
      this.#canRecreate = false;
      this.#server.replace(state);
      return this.#runUpload(true, signal);
    }
  }

  /**
   * Finds the video of an upload whose session has ended after everything had been sent. It is never
   * sent again without the caller's knowledge: that would create a second video.
   *
   * @throws {UploadError} When there is no video, or more than one.
   */
  async #findSent(expired: UploadError, signal: AbortSignal): Promise<CompletedUpload> {
    const { video, cause = expired } = await this.#lookUpVideo(signal);
    if (video !== undefined) return { video, videoId: video.id };
    const message =
      "The file had been sent completely, but the session has ended without naming the video: " +
      "look for it before the file is sent again";
    const { status } = expired;
    throw new UploadError("video-unknown", message, { status, cause });
  }

  /** Looks for the video through the API, if there are credentials. A failure is the `cause`. */
  async #lookUpVideo(
    signal: AbortSignal,
  ): Promise<{ video?: ReportedVideo | undefined; cause?: unknown }> {
    try {
      return { video: await this.#init.findVideo?.(signal) };
    } catch (cause) {
      signal.throwIfAborted();
      return { cause };
    }
  }

  #runUpload(isNew: boolean, signal: AbortSignal): Promise<CompletedUpload> {
    const { source, settings } = this.#init;
    const [server, meter] = [this.#server, this.#meter];
    return runUpload({ server, source, settings, meter, isNew, signal });
  }

  /** Completes the session: interruptions have no effect from here. */
  async #complete({ video, videoId }: CompletedUpload, signal: AbortSignal): Promise<Video> {
    if (this.#status === "aborted") signal.throwIfAborted();
    this.#status = "uploaded";
    this.#server.setMissing([]);
    this.#disposeStream();
    this.#meter.complete();
    if (videoId !== undefined) return this.#init.toVideo({ id: videoId, data: video });
    const { video: found, cause } = await this.#lookUpVideo(signal);
    if (found !== undefined) return this.#init.toVideo({ id: found.id, data: found });
    const message = "The upload is complete, but the server did not report which video it is";
    throw new UploadError("video-unknown", message, { cause });
  }

  async #cancel(): Promise<void> {
    this.#status = "aborted";
    this.#stop?.abort(new UploadError("aborted", "The upload was aborted"));
    this.#disposeStream();
    await this.#running?.catch(() => {});
    await deleteUpload(this.#server, this.#init.settings);
  }

  #fail(error: unknown, stop: LinkedController): void {
    if (error instanceof UploadError) attachState(error, this.state);
    const isComplete = this.#completed !== undefined && isVideoUnknown(error);
    if (this.#status === "aborted" || stop !== this.#stop || isComplete) return;
    const isStopped = stop.signal.aborted && error === stop.signal.reason;
    this.#status = isStopped ? "interrupted" : "error";
    if (!isStopped) this.#errorMessage = error instanceof Error ? error.message : String(error);
  }
}

function isVideoUnknown(error: unknown): boolean {
  return error instanceof UploadError && error.reason === "video-unknown";
}
