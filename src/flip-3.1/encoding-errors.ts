import {
  EncodingFailedError as FailedError,
  EncodingTimeoutError as TimeoutError,
} from "../telestream/wait/encoding-errors.ts";
import type { Encoding } from "./resources.ts";

/**
 * Thrown when encodings have failed, after all encodings of the wait have ended; or when the import of the video has
 * failed, in which case no encoding can succeed.
 */
export class EncodingFailedError extends FailedError<Encoding> {}

/**
 * Thrown when encodings have not ended after `timeoutMs`. The service continues to encode: wait again, or find the
 * encodings later. `cause` is the failure of the last request, if it has failed.
 */
export class EncodingTimeoutError extends TimeoutError<Encoding> {}
