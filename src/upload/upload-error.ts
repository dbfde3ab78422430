import { FlipPiliError } from "../http/errors.ts";
import type { UploadState } from "./session/upload-state.ts";

/**
 * Why an upload stopped.
 *
 * - `interrupted`: by `interrupt()`. Resume when you like.
 * - `aborted`: by `abort()`. The session is gone.
 * - `retries-exhausted`: a part failed too often. Resume when the network or the server is well.
 * - `refused`: the server does not want the part. `status` says how; trying again as it is will not help.
 * - `expired`: the server does not know the session any more. Create a new one.
 * - `incomplete`: all parts were sent, but the server goes on to list some as missing.
 * - `protocol`: the server answered something that is no answer to an upload.
 * - `redirected`: the server pointed elsewhere. Nothing was sent there.
 * - `source-changed`: the file is not the one that the upload began with.
 * - `source-unreadable`: the file cannot be read. Resume when it is back.
 * - `certificate`: the server's certificate cannot be trusted.
 * - `video-unknown`: everything is stored, but the server did not say as which video.
 */
export type UploadErrorReason =
  | "interrupted"
  | "aborted"
  | "retries-exhausted"
  | "refused"
  | "expired"
  | "incomplete"
  | "protocol"
  | "redirected"
  | "source-changed"
  | "source-unreadable"
  | "certificate"
  | "video-unknown";

/** Facts about a failed upload, as far as there are any. */
export interface UploadErrorDetails {
  /** The part at fault, from 0. */
  part?: number | undefined;
  /** How often it was tried. */
  attempts?: number | undefined;
  /** The last status that the server answered. */
  status?: number | undefined;
  cause?: unknown;
}

/** Thrown when an upload stopped before it was complete. `state` resumes it. */
export class UploadError extends FlipPiliError {
  override readonly name = "UploadError" as const;
  readonly reason: UploadErrorReason;
  readonly part: number | undefined;
  readonly attempts: number | undefined;
  readonly status: number | undefined;
  /** What `restoreUploadSession()` needs. Not shown by `inspect`: who knows the location can send. */
  declare readonly state: UploadState | undefined;

  constructor(reason: UploadErrorReason, message: string, details: UploadErrorDetails = {}) {
    const { part, attempts, status, cause } = details;
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
    this.part = part;
    this.attempts = attempts;
    this.status = status;
  }
}

/** Tells an error which upload it is about. */
export function attachState(error: UploadError, state: UploadState): void {
  Object.defineProperty(error, "state", { value: state, enumerable: false, configurable: true });
}
