import { type Refusal, refuse } from "../../reply.ts";

/** Ends a call with a refusal. */
export class RefusedError extends Error {
  override readonly name = "RefusedError" as const;
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.body.message);
    this.refusal = refusal;
  }
}

/** What the service can be asked for by id. */
export type RecordKind = "Factory" | "Video" | "Encoding" | "Profile" | "Preset" | "Session";

/** There is no such thing. */
export function recordNotFound(kind: RecordKind, id: string): RefusedError {
  const message = `Couldn't find ${kind} with ID=${id}`;
  return new RefusedError(refuse(404, "RecordNotFound", message));
}

/** A parameter is missing, or does not go with another. */
export function badRequest(message: string): RefusedError {
  return new RefusedError(refuse(400, "BadRequest", message));
}

/** Parameters of which none may be missing. */
export function missingParameters(...names: string[]): RefusedError {
  return badRequest(`All required parameters were not supplied: ${names.join(", ")}`);
}

/** A value that cannot be stored. */
export function recordInvalid(problem: string): RefusedError {
  return new RefusedError(refuse(400, "RecordInvalid", `Validation failed: ${problem}`));
}
