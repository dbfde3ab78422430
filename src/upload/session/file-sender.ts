import type { ReportedVideo } from "../protocol/responses.ts";
import type { DescribedSource } from "../source/described-source.ts";
import type { FileDescription, FileInput } from "../source/file-input.ts";
import type { StreamSource } from "../source/stream-source.ts";
import { UploadError } from "../upload-error.ts";
import { ProgressMeter } from "./progress.ts";
import { deleteUpload, runUpload, type UploadRun } from "./run-upload.ts";
import type { CompletedUpload } from "./send-parts.ts";
import { SentRecord } from "./sent-record.ts";
import type { ServerSession } from "./server-session.ts";
import type { SendingSettings } from "./upload-options.ts";
import type { UploadState } from "./upload-state.ts";

/** What is sent, how, and what happens at the end. */
export interface SenderInit<Video> {
  /** The file, or the description of one that is elsewhere: then the session cannot send it. */
  source: FileInput | FileDescription | StreamSource;
  /** The file, if it is still open since it was described. */
  opened?: DescribedSource | undefined;
  settings: SendingSettings;
  /** Sends everything of a run, if that is more than the file. */
  run?: ((run: UploadRun) => Promise<CompletedUpload>) | undefined;
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

/** Sends a file to its session, in any number of runs, and finds its video. */
export class FileSender<Video> {
  readonly #init: SenderInit<Video>;
  readonly #server: ServerSession;
  readonly #meter: ProgressMeter;
  #sent: SentRecord;
  /** Whether an expired session may be created again. */
  #canRecreate = true;

  constructor(init: SenderInit<Video>, server: ServerSession) {
    this.#init = init;
    this.#server = server;
    this.#meter = new ProgressMeter(server.state.fileSize, init.settings.onProgress);
    this.#sent = createRecord(server.state);
  }

  /**
   * Sends what the server does not have. An expired session is created again once, if `restart` is set.
   *
   * @param isNew - Whether nothing has been sent yet. Otherwise the server is queried for what it has.
   * @throws {UploadError} When the upload cannot be completed. An abort throws the signal's reason.
   */
  async send(isNew: boolean, signal: AbortSignal): Promise<CompletedUpload> {
    try {
      return await this.#run(isNew, signal);
    } catch (error) {
      if (!(error instanceof UploadError && error.reason === "expired")) throw error;
      if (this.#sent.isComplete) return this.#findSent(error, signal);
      const { recreate } = this.#init;
      if (recreate === undefined || !this.#canRecreate) throw error;
      const state = await recreate(signal);
      this.#canRecreate = false;
      this.#server.replace(state);
      this.#sent = createRecord(state);
      return this.#run(true, signal);
    }
  }

  /**
   * Returns the video of a complete upload.
   *
   * @throws {UploadError} When the server has not reported it, and it cannot be found.
   */
  async complete({ video, videoId }: CompletedUpload, signal: AbortSignal): Promise<Video> {
    this.#meter.complete();
    if (videoId !== undefined) return this.#init.toVideo({ id: videoId, data: video });
    const { video: found, cause } = await this.#lookUpVideo(signal);
    if (found !== undefined) return this.#init.toVideo({ id: found.id, data: found });
    const message = "The upload is complete, but the server did not report which video it is";
    throw new UploadError("video-unknown", message, { cause });
  }

  /**
   * Deletes the session on the server.
   *
   * @throws {UploadError} When the request fails.
   */
  async deleteSession(): Promise<void> {
    await deleteUpload(this.#server, this.#init.settings);
  }

  #run(isNew: boolean, signal: AbortSignal): Promise<CompletedUpload> {
    const { source, opened, settings, run = runUpload } = this.#init;
    const [server, meter, sent] = [this.#server, this.#meter, this.#sent];
    return run({ server, source, opened, settings, meter, sent, isNew, signal });
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
}

function createRecord({ parts }: UploadState): SentRecord {
  return new SentRecord(Math.max(1, parts)); // A file that is sent in ranges is one piece.
}
