import { FlipPiliError } from "../http/errors.ts";
import { toPrintable } from "../http/printable.ts";
import type { UploadState } from "./session/upload-state.ts";

/**
 * The reason why an upload stopped.
 *
 * - `interrupted`: `interrupt()` was called. Resume at any time.
 * - `aborted`: `abort()` was called. The session no longer exists.
 * - `retries-exhausted`: a part failed too often. Resume when the network and the server work again.
 * - `refused`: the server rejected the part with `status`. The same request would be rejected again.
 * - `expired`: the server no longer knows the session. Create a new one.
 * - `incomplete`: all parts were sent, but the server still reports some as missing.
 * - `protocol`: the server's response does not fit the upload protocol.
 * - `redirected`: the server responded with a redirect, which is not followed.
 * - `source-changed`: the file is not the one that the upload began with.
 * - `source-unreadable`: the file cannot be read. Resume when it is readable again.
 * - `stream-size`: the stream has ended before or after its declared size.
 * - `stream-consumed`: the server has lost bytes of a stream, which cannot be read again.
 * - `certificate`: the server's certificate is not trusted.
 * - `mixed-content`: the page is on https, and the browser blocks the location, which is plain http.
 * - `video-unknown`: everything was sent, but the server did not report which video it is. The status is
 *   `uploaded` if the server has confirmed it, and `error` if the session has ended before.
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
  | "stream-size"
  | "stream-consumed"
  | "certificate"
  | "mixed-content"
  | "video-unknown";

/** Details of a failed upload, as far as they are known. */
interface UploadErrorDetails {
  /** Number of the part that failed, from 0. */
  part?: number | undefined;
  /** Number of attempts. */
  attempts?: number | undefined;
  /** Status of the last response. */
  status?: number | undefined;
  cause?: unknown;
}

/** Thrown when an upload stops before it is complete. `state` allows resuming it. */
export class UploadError extends FlipPiliError {
  override readonly name = "UploadError" as const;
  readonly reason: UploadErrorReason;
  readonly part: number | undefined;
  readonly attempts: number | undefined;
  readonly status: number | undefined;
  /** State for `restoreUploadSession()`. Hidden from `inspect`, because it contains the location. */
  declare readonly state: UploadState | undefined;

  constructor(reason: UploadErrorReason, message: string, details: UploadErrorDetails = {}) {
    const { part, attempts, status, cause } = details;
    super(toPrintable(message), cause === undefined ? undefined : { cause });
    this.reason = reason;
    this.part = part;
    this.attempts = attempts;
    this.status = status;
  }
}

/** Adds the state of the upload to an error. */
export function attachState(error: UploadError, state: UploadState): void {
  Object.defineProperty(error, "state", { value: state, enumerable: false, configurable: true });
}
