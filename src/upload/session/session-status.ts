import { FlipPiliError } from "../../http/errors.ts";

/**
 * Where an upload stands.
 *
 * - `initialized`: ready to start; nothing was sent
 * - `uploading`: under way
 * - `error`: something went wrong, see `errorMessage`; can be resumed
 * - `interrupted`: stopped by `interrupt()` or a signal, or restored; can be resumed
 * - `uploaded`: the server has everything
 * - `aborted`: cancelled; the session is gone
 */
export type UploadStatus =
  | "initialized"
  | "uploading"
  | "error"
  | "uploaded"
  | "aborted"
  | "interrupted";

/** What can be asked of a session. */
export type UploadCall = "start" | "resume" | "abort";

/** Thrown when a session cannot do what it is asked for in its status. Says what to do instead. */
export class UploadStatusError extends FlipPiliError {
  override readonly name = "UploadStatusError" as const;
  readonly status: UploadStatus;

  constructor(call: UploadCall, status: UploadStatus, advice: string) {
    super(`Cannot ${call} an upload that is ${status}: ${advice}`);
    this.status = status;
  }
}

const newSession = "create another session";
const nothingLeft = "there is nothing left to do";

/** What a call does in each status: `run`, give the promise that there is (`join`), or advice. */
const table: Readonly<Record<UploadCall, Readonly<Record<UploadStatus, string>>>> = {
  start: {
    initialized: "run",
    uploading: "join",
    error: "call resume()",
    interrupted: "call resume()",
    uploaded: "join",
    aborted: newSession,
  },
  resume: {
    initialized: "call start()",
    uploading: "join",
    error: "run",
    interrupted: "run",
    uploaded: "join",
    aborted: newSession,
  },
  abort: {
    initialized: "run",
    uploading: "run",
    error: "run",
    interrupted: "run",
    uploaded: nothingLeft,
    aborted: "join",
  },
};

/**
 * Looks up what a call is to do.
 *
 * @throws {UploadStatusError} When it cannot be done in this status.
 */
export function decide(call: UploadCall, status: UploadStatus): "run" | "join" {
  const decision = table[call][status];
  if (decision === "run" || decision === "join") return decision;
  throw new UploadStatusError(call, status, decision);
}
