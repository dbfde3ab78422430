import {
  requireFunction,
  requireInteger,
  requireKind,
  requireObject,
} from "../../http/argument-checks.ts";
import { callSafely } from "../../http/call-safely.ts";
import { HttpError } from "../../http/errors.ts";
import type { RequestOptions } from "../../http/options.ts";
import { type Checked, type Polling, poll } from "../../http/poll.ts";
import type { NotificationSubject } from "../notification/notification-relay.ts";
import type { WaitErrors } from "./encoding-errors.ts";
import type { VideoWaitOptions, WaitOptions } from "./wait-options.ts";
import type { StateFields, WaitedEncoding, WaitedVideo } from "./waited.ts";

/** Waits until an encoding has ended, and updates it with each response. */
export async function waitForEncoding<Encoding extends WaitedEncoding>(
  encoding: Encoding,
  options: WaitOptions<Encoding>,
  errors: WaitErrors<Encoding>,
): Promise<Encoding> {
  const encodings = () => [encoding];
  const { settings, report, ...polling } = readOptions(encoding, options, encodings, {
    errors,
    isAbout: (notification) =>
      encodingIdsOf(notification).includes(encoding.details.id) ||
      (!notification.encoding_id && isSame(notification.video_id, encoding.details.video_id)),
  });
  return poll<Encoding>({
    ...polling,
    async check({ signal }) {
      await encoding.reload({ ...settings, signal });
      report();
      const { failed, finished, unfinished } = sortByOutcome(encodings());
      if (failed.length > 0) throw new errors.EncodingFailedError({ failed, finished });
      return unfinished.length > 0 ? {} : { value: encoding };
    },
  });
}

/** Waits until no encoding of a video is in progress, and updates the video until it is imported. */
export async function waitForEncodings<Encoding extends WaitedEncoding>(
  video: WaitedVideo<Encoding>,
  allOptions: VideoWaitOptions<Encoding>,
  errors: WaitErrors<Encoding>,
): Promise<Encoding[]> {
  const { graceMs = 10_000, ...options } = requireObject("options", allOptions);
  requireInteger("graceMs", graceMs, 0, 2 ** 31 - 1);
  const known = new Map<string, Encoding>();
  const encodings = () => [...known.values()];
  const { settings, report, ...polling } = readOptions(video, options, encodings, {
    errors,
    isAbout: (notification) =>
      notification.video_id === video.details.id ||
      encodingIdsOf(notification).some((id) => known.has(id)),
  });
  const grace = new Grace(graceMs, errors);
  return poll<Encoding[]>({
    ...polling,
    async check({ signal, isLast }) {
      const call = { ...settings, signal };
      await update(known, video, call);
      // After the encodings: a video that has been imported by then may still be without encodings.
      if (stateOf(video.details) === "processing") await video.reload(call);
      report();
      return grace.check(video, encodings(), isLast);
    },
  });
}

/** Retrieves the encodings of a video. One that a response omits is removed only if it no longer exists. */
async function update<Encoding extends WaitedEncoding>(
  known: Map<string, Encoding>,
  { encodings }: WaitedVideo<Encoding>,
  options: RequestOptions,
): Promise<void> {
  const listed = await encodings.all({}, options);
  const ids = new Set(listed.map(({ details }) => details.id));
  const missing = [...known.keys()].filter((id) => !ids.has(id));
  const found = await Promise.all(
    missing.map((id) => encodings.find(id, options).catch(ignoreNotFound)),
  );
  known.clear();
  for (const encoding of [...listed, ...found])
    if (encoding) known.set(encoding.details.id, encoding);
}

function ignoreNotFound(error: unknown): undefined {
  const isNotFound =
    error instanceof HttpError && (error.status === 404 || error.code === "RecordNotFound");
  if (!isNotFound) throw error;
}

/** Decides whether a video's encodings have ended. A video without encodings has a grace period. */
class Grace<Encoding extends WaitedEncoding> {
  readonly #milliseconds: number;
  readonly #errors: WaitErrors<Encoding>;
  #endsAt: number | undefined;

  constructor(milliseconds: number, errors: WaitErrors<Encoding>) {
    this.#milliseconds = milliseconds;
    this.#errors = errors;
  }

  check(video: WaitedVideo<Encoding>, encodings: Encoding[], isLast: boolean): Checked<Encoding[]> {
    const { EncodingFailedError } = this.#errors;
    const { failed, finished, unfinished } = sortByOutcome(encodings);
    const importState = stateOf(video.details);
    if (importState === "fail") {
      throw new EncodingFailedError({ failed: [...failed, ...unfinished], finished }, video);
    }
    if (encodings.length > 0) this.#endsAt = undefined;
    if (unfinished.length > 0) return {};
    if (failed.length > 0) throw new EncodingFailedError({ failed, finished });
    if (encodings.length > 0) return { value: encodings };
    if (importState === "processing") return {};
    const now = performance.now();
    this.#endsAt ??= now + this.#milliseconds;
    const leftMs = this.#endsAt - now;
    return isLast || leftMs <= 0 ? { value: [] } : { withinMs: Math.ceil(leftMs) };
  }
}

/**
 * Returns the state of a video or an encoding. A status that is missing or not known says nothing, but only what has
 * failed has an `error_class`, and only what has succeeded has files.
 */
function stateOf({ status, error_class, files }: StateFields): "processing" | "success" | "fail" {
  if (status === "processing" || status === "success" || status === "fail") return status;
  if (error_class) return "fail";
  return Array.isArray(files) && files.length > 0 ? "success" : "processing";
}

function sortByOutcome<Encoding extends WaitedEncoding>(encodings: readonly Encoding[]) {
  const inState = (state: ReturnType<typeof stateOf>) =>
    encodings.filter(({ details }) => stateOf(details) === state);
  return {
    failed: inState("fail"),
    finished: inState("success"),
    unfinished: inState("processing"),
  };
}

/** Returns the mean progress. A finished encoding may remain at 99, and numbers may arrive as text. */
function meanProgress(encodings: readonly WaitedEncoding[]): number {
  const percentages = encodings.map(({ details }) => {
    if (stateOf(details) === "success") return 100;
    const progress = Number(details.encoding_progress ?? 0);
    return Number.isNaN(progress) ? 0 : Math.min(Math.max(progress, 0), 100);
  });
  const sum = percentages.reduce((total, progress) => total + progress, 0);
  return percentages.length === 0 ? 0 : sum / percentages.length;
}

/** What {@link poll} needs, except for the check itself. */
interface ReadOptions extends Omit<Polling<never>, "check"> {
  readonly settings: Pick<RequestOptions, "headers" | "retries">;
  /** Reports the progress. */
  report(): void;
}

/** What differs between waits. */
interface WaitKind<Encoding extends WaitedEncoding> {
  readonly errors: WaitErrors<Encoding>;
  readonly isAbout: (notification: NotificationSubject) => boolean;
}

function readOptions<Encoding extends WaitedEncoding>(
  subject: WaitedVideo<Encoding> | Encoding,
  options: WaitOptions<Encoding>,
  encodings: () => readonly Encoding[],
  { isAbout, errors }: WaitKind<Encoding>,
): ReadOptions {
  const { pollMs = 2_000, timeoutMs = 3_600_000, ...others } = requireObject("options", options);
  const { signal, onProgress, notifications, ...settings } = others;
  if (onProgress !== undefined) requireFunction("onProgress", onProgress);
  const isSource = notifications === undefined || typeof notifications?.subscribe === "function";
  requireKind(isSource, "notifications", notifications, "an object with a method subscribe()");
  const known = () => ({ progress: meanProgress(encodings()), encodings: encodings() });
  return {
    settings,
    pollMs,
    timeoutMs,
    signal,
    toleratesUnexpected: true,
    report: () => callSafely(onProgress, known()),
    subscribe:
      notifications &&
      ((wake) =>
        notifications.subscribe((notification) => {
          if (!notification || isAbout(notification)) wake();
        })),
    createTimeoutError: (cause) => {
      const { progress } = known();
      const outcome = { ...sortByOutcome(encodings()), timeoutMs, progress };
      return new errors.EncodingTimeoutError(subject, outcome, cause);
    },
  };
}

function encodingIdsOf({ encoding_id, encoding_ids }: NotificationSubject): readonly string[] {
  // The source may be code of the caller.
  return [encoding_id ?? [], Array.isArray(encoding_ids) ? encoding_ids : []].flat();
}

function isSame(id: string | undefined, other: unknown): boolean {
  return id !== undefined && id === other;
}
