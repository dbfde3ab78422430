import { loadUploadEngine } from "#upload-engine";
import { type LinkedController, linkSignals } from "../../http/signals.ts";
import { attachState, UploadError } from "../upload-error.ts";
import type { FileSender, SenderInit } from "./file-sender.ts";
import type { CompletedUpload } from "./send-parts.ts";
import { ServerSession } from "./server-session.ts";
import { decide, type UploadStatus } from "./session-status.ts";
import type { UploadState } from "./upload-state.ts";

/** Arguments of the constructor of an upload. */
export interface UploadInit<Video> extends SenderInit<Video> {
  state: UploadState;
  status: UploadStatus;
  /** Ends a stream, which only this session can send. Missing for a file. */
  dispose?: (() => void) | undefined;
}

/** State and steps behind {@link UploadSession}, which documents them. */
export class ResumableUpload<Video> {
  readonly #init: UploadInit<Video>;
  readonly #server: ServerSession;
  #status: UploadStatus;
  #errorMessage: string | undefined;
  #video: Video | undefined;
  #sender: FileSender<Video> | undefined;
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
    this.#init.dispose?.();
    await Promise.allSettled([this.#running, this.#aborting]);
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
      const sender = await this.#loadSender();
      this.#completed ??= await sender.send(isNew, stop.signal);
      this.#enterUploaded(stop.signal);
      this.#video = await sender.complete(this.#completed, stop.signal);
      return this.#video;
    } catch (error) {
      this.#fail(error, stop);
      throw error;
    } finally {
      stop.unlink();
    }
  }

  async #loadSender(): Promise<FileSender<Video>> {
    const { FileSender } = await loadUploadEngine();
    this.#sender ??= new FileSender(this.#init, this.#server);
    return this.#sender;
  }

  /** Completes the session: interruptions have no effect from here. */
  #enterUploaded(signal: AbortSignal): void {
    if (this.#status === "aborted") signal.throwIfAborted();
    this.#status = "uploaded";
    this.#server.setMissing([]);
    this.#init.dispose?.();
  }

  async #cancel(): Promise<void> {
    this.#status = "aborted";
    this.#stop?.abort(new UploadError("aborted", "The upload was aborted"));
    this.#init.dispose?.();
    await this.#running?.catch(() => {});
    const sender = await this.#loadSender();
    await sender.deleteSession();
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
