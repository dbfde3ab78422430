import { HttpError, UploadError } from "../../flip/index.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import type { UploadJobError } from "./job-record.ts";

/** Reasons of an upload that further attempts would not change. */
const permanentReasons: ReadonlySet<string> = new Set([
  "aborted",
  "refused",
  "redirected",
  "certificate",
  "video-unknown",
]);

/** Statuses of the API that a later attempt may not have. */
const temporaryStatuses: ReadonlySet<number> = new Set([401, 403, 404, 408, 425, 429]);

/** Returns whether further attempts are useless. */
export function isPermanent(error: unknown): boolean {
  if (error instanceof UploadError) return permanentReasons.has(error.reason);
  // A path may be on a drive that is not mounted at the moment.
  if (error instanceof InvalidArgumentError) return error.argument !== "source";
  if (!(error instanceof HttpError)) return false;
  return error.status >= 400 && error.status < 500 && !temporaryStatuses.has(error.status);
}

/** Describes an error for those who read the queue. */
export function describeJobError(error: unknown): UploadJobError {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const { reason, status, code } = error as Record<string, unknown>;
  return {
    name,
    message,
    ...(typeof reason === "string" && { reason }),
    ...(typeof status === "number" && { status }),
    ...(typeof code === "string" && { code }),
  };
}
