import { type Rejection, reject } from "../../exchange/reply.ts";

/** Thrown to reject a call. */
export class RejectedError extends Error {
  override readonly name = "RejectedError" as const;
  readonly rejection: Rejection;

  constructor(rejection: Rejection) {
    super(rejection.body.message);
    this.rejection = rejection;
  }
}

/** Rejects a path that does not end in `.json`. */
export function rejectFormat(path: string): Rejection | undefined {
  if (path.endsWith(".json")) return undefined;
  return reject(400, "BadRequest", "Currently only .json is supported as a format");
}

/** Kinds of records that have an id. */
type RecordKind = "Factory" | "Video" | "Encoding" | "Profile" | "Preset" | "Session";

/** Returns the error of an unknown id. */
export function recordNotFound(kind: RecordKind, id: string): RejectedError {
  const message = `Couldn't find ${kind} with ID=${id}`;
  return new RejectedError(reject(404, "RecordNotFound", message));
}

/** Returns the error of a parameter that is missing, or in conflict with another. */
export function badRequest(message: string): RejectedError {
  return new RejectedError(reject(400, "BadRequest", message));
}

/** Returns the error of missing parameters. */
export function missingParameters(...names: string[]): RejectedError {
  return badRequest(`All required parameters were not supplied: ${names.join(", ")}`);
}

/** Returns the error of a value that cannot be stored. */
export function recordInvalid(problem: string): RejectedError {
  return new RejectedError(reject(400, "RecordInvalid", `Validation failed: ${problem}`));
}
