import type { Pair } from "../params.ts";
import type { FormPart } from "./multipart-parts.ts";

/** A body that has been received. */
export interface ReceivedBody {
  /** Type without parameters, in lower case. `undefined` when the body is empty. */
  readonly mediaType: string | undefined;
  readonly size: number;
  /** In hex. */
  readonly sha256: string;
  /** Its beginning. */
  readonly head: Buffer;
  /** What a JSON body says. */
  readonly json?: unknown;
  /** Text fields of a form. */
  readonly fields: readonly Pair[];
  /** Files of a multipart form. */
  readonly files: readonly FormPart[];
  /** What is wrong with a form. */
  readonly fault: string | undefined;
}
