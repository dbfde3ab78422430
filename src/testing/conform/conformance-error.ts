import { FlipPiliError } from "../../http/errors.ts";

/** Thrown when a service cannot be tried at all: it cannot be reached, or refuses the keys. */
export class ConformanceError extends FlipPiliError {
  override readonly name = "ConformanceError" as const;
}
