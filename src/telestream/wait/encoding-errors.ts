import { FlipPiliError } from "../../http/errors.ts";
import { toPrintable } from "../../http/printable.ts";
import type { Outcome, StateFields, WaitedEncoding } from "./waited.ts";

/** A video, as far as the errors read it. */
interface FailedVideo {
  readonly details: StateFields;
}

/**
 * Thrown when encodings have failed, after all encodings of the wait have ended; or when the import of the video has
 * failed, in which case no encoding can succeed.
 */
export class EncodingFailedError<Encoding extends WaitedEncoding> extends FlipPiliError {
  override readonly name = "EncodingFailedError" as const;
  /** Kind of the failure: that of the import if it has failed, otherwise that of the first failed encoding. */
  readonly error_class: string | undefined;
  /** Description of the failure by the service. */
  readonly error_message: string | undefined;
  /** Encodings that have failed. May be empty when the import has failed. */
  readonly failed: readonly Encoding[];
  /** Encodings that have succeeded. Their files are available. */
  readonly finished: readonly Encoding[];

  /** @param video - The video, if its import has failed. */
  constructor({ failed, finished }: Outcome<Encoding>, video?: FailedVideo) {
    const [first] = failed;
    const { error_class, error_message } = video?.details ?? first?.details ?? {};
    const all = failed.length + finished.length;
    const what = video
      ? `${video} could not be imported`
      : `${failed.length} of ${all} encodings failed: ${describe(first)}`;
    const reason = [error_class, error_message].filter(Boolean).join(": ") || "no reason given";
    super(toPrintable(`${what}: ${reason}`));
    this.error_class = error_class ?? undefined;
    this.error_message = error_message ?? undefined;
    this.failed = failed;
    this.finished = finished;
  }
}

function describe(encoding: WaitedEncoding | undefined): string {
  const profile = encoding?.details.profile_name;
  return profile ? `${encoding} (${profile})` : String(encoding);
}

/** What is known when a wait times out. */
export interface TimeoutOutcome<Encoding extends WaitedEncoding>
  extends Outcome<Encoding>,
    Pick<EncodingTimeoutError<Encoding>, "timeoutMs" | "progress" | "unfinished"> {}

/** The error classes of one generation of the API. */
export interface WaitErrors<Encoding extends WaitedEncoding> {
  readonly EncodingFailedError: new (outcome: Outcome<Encoding>, video?: FailedVideo) => Error;
  readonly EncodingTimeoutError: new (
    subject: FailedVideo,
    known: TimeoutOutcome<Encoding>,
    cause: unknown,
  ) => Error;
}

/**
 * Thrown when encodings have not ended after `timeoutMs`. The service continues to encode: wait again, or find the
 * encodings later. `cause` is the failure of the last request, if it has failed.
 */
export class EncodingTimeoutError<Encoding extends WaitedEncoding> extends FlipPiliError {
  override readonly name = "EncodingTimeoutError" as const;
  /** The limit that was exceeded, in milliseconds. */
  readonly timeoutMs: number;
  /** Mean progress of the encodings in percent, as of the last response. */
  readonly progress: number;
  /** Encodings that have failed so far. */
  readonly failed: readonly Encoding[];
  /** Encodings that have succeeded so far. Their files are available. */
  readonly finished: readonly Encoding[];
  /** Encodings that have not ended. */
  readonly unfinished: readonly Encoding[];

  /** @param subject - The video or encoding that was waited for. */
  constructor(subject: FailedVideo, known: TimeoutOutcome<Encoding>, cause: unknown) {
    const { timeoutMs, progress, failed, finished, unfinished } = known;
    const all = failed.length + finished.length + unfinished.length;
    const state =
      all === 0
        ? "no encoding is known"
        : `${unfinished.length} of ${all} encodings have not ended`;
    super(`${subject} timed out after ${timeoutMs} ms: ${state}`, cause ? { cause } : undefined);
    this.timeoutMs = timeoutMs;
    this.progress = progress;
    this.failed = failed;
    this.finished = finished;
    this.unfinished = unfinished;
  }
}
