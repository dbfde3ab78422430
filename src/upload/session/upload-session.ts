import { type DisposedByUsing, disposeWith } from "../../http/dispose.ts";
import { createHidden } from "../../http/hidden.ts";
import { ResumableUpload, type UploadInit } from "./resumable-upload.ts";
import type { UploadStatus } from "./session-status.ts";
import type { UploadState } from "./upload-state.ts";

const uploads = /* @__PURE__ */ createHidden<ResumableUpload<unknown>>();

/** `await using` interrupts the upload and waits until its connections and its file are closed. */
// biome-ignore lint/correctness/noUnusedVariables: both declarations must have the same parameter.
export interface UploadSession<Video> extends DisposedByUsing {}

/**
 * The upload of one file, which can be resumed where it stopped.
 *
 * It can be stopped and resumed any number of times, here or, with its `state`, in another process.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor adds the method.
export class UploadSession<Video> {
  /** @internal */
  constructor(init: UploadInit<Video>) {
    const upload = new ResumableUpload(init);
    uploads.set(this, upload);
    disposeWith(this, () => upload.close());
  }

  /** Status of the upload. */
  get status(): UploadStatus {
    return uploads.of(this).status;
  }

  /** Message of the error, while the status is `error`. */
  get errorMessage(): string | undefined {
    return uploads.of(this).errorMessage;
  }

  /** The video, once the status is `uploaded`. */
  get video(): Video | undefined {
    return uploadOf(this).video;
  }

  /** URL that accepts the bytes, as the server reported it last. Anyone who knows it can send to it. */
  get location(): string {
    return uploads.of(this).location;
  }

  /**
   * Whether requests to the location are encrypted. `undefined` before the first request if the location
   * is plain http: see the option `tls`.
   */
  get encrypted(): boolean | undefined {
    return uploads.of(this).encrypted;
  }

  /** Size of each part but the last, in bytes; 0 when the file is sent in ranges. */
  get partSize(): number {
    return uploads.of(this).partSize;
  }

  /** Number of parts; 0 when the file is sent in ranges. */
  get parts(): number {
    return uploads.of(this).parts;
  }

  /** Numbers of the parts that the server does not have, as far as known. */
  get missingParts(): number[] {
    return uploads.of(this).missingParts;
  }

  /**
   * State for `restoreUploadSession()`: plain JSON. It changes only when the server moves the upload, or the
   * session is created again: see the option `onStateChange`.
   */
  get state(): UploadState {
    return uploads.of(this).state;
  }

  /**
   * Sends the file.
   *
   * @returns The video, once the server has everything. Further calls return the same promise.
   * @throws {UploadStatusError} When the session was stopped: resume it instead.
   * @throws {UploadError} When the upload stops before it is complete.
   */
  start(): Promise<Video> {
    return uploadOf(this).start();
  }

  /**
   * Queries what the server has, and sends the rest.
   *
   * @returns The video, once the server has everything.
   * @throws {UploadStatusError} When the session was not started yet, or was aborted.
   * @throws {UploadError} When the upload stops before it is complete.
   */
  resume(): Promise<Video> {
    return uploadOf(this).resume();
  }

  /** Stops an upload in progress immediately. It can be resumed. */
  interrupt(): void {
    uploads.of(this).interrupt();
  }

  /**
   * Cancels the upload: closes its connections immediately and deletes the session on the server.
   *
   * @throws {UploadStatusError} When the upload is already complete.
   * @throws {UploadError} When the session could not be deleted. Its status stays `aborted`.
   */
  async abort(): Promise<void> {
    await uploads.of(this).abort();
  }
}

function uploadOf<Video>(session: UploadSession<Video>): ResumableUpload<Video> {
  return uploads.of(session) as ResumableUpload<Video>;
}
