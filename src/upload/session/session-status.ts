import { FlipPiliError } from "../../http/errors.ts";

/**
 * Status of an upload session.
 *
 * - `initialized`: ready to start; nothing was sent
 * - `uploading`: in progress
 * - `error`: failed, see `errorMessage`; can be resumed
 * - `interrupted`: stopped by `interrupt()` or a signal, or restored; can be resumed
 * - `uploaded`: the server has everything
 * - `aborted`: canceled; the session no longer exists
 */
export type UploadStatus =
  | "initialized"
  | "uploading"
  | "error"
  | "uploaded"
  | "aborted"
  | "interrupted";

/** The methods whose effect depends on the status. */
type UploadCall = "start" | "resume" | "abort";

/** Thrown when a method cannot be called in the session's status. The message suggests another one. */
export class UploadStatusError extends FlipPiliError {
  override readonly name = "UploadStatusError" as const;
  readonly status: UploadStatus;

  constructor(call: UploadCall, status: UploadStatus, hint: string) {
    super(`Cannot ${call} an upload with status ${status}: ${hint}`);
    this.status = status;
  }
}

const createAnother = "create another session";

/** Effect of each call in each status: `run`, `join` (return the existing promise), or a hint. */
const effects: Readonly<Record<UploadCall, Readonly<Record<UploadStatus, string>>>> = {
  start: {
    initialized: "run",
    uploading: "join",
    error: "call resume()",
    interrupted: "call resume()",
    uploaded: "join",
    aborted: createAnother,
  },
  resume: {
    initialized: "call start()",
    uploading: "join",
    error: "run",
    interrupted: "run",
    uploaded: "join",
    aborted: createAnother,
  },
  abort: {
    initialized: "run",
    uploading: "run",
    error: "run",
    interrupted: "run",
    uploaded: "the upload is complete",
    aborted: "join",
  },
};

/**
 * Returns the effect of a call.
 *
 * @throws {UploadStatusError} When the status does not allow it.
 */
export function decide(call: UploadCall, status: UploadStatus): "run" | "join" {
  const effect = effects[call][status];
  if (effect === "run" || effect === "join") return effect;
  throw new UploadStatusError(call, status, effect);
}
