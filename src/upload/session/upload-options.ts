import {
  requireFunction,
  requireInteger,
  requireObject,
  requireTimeout,
} from "../../http/argument-checks.ts";
import type { UploadLimits } from "../protocol/transport.ts";
import type { UploadProgress } from "./progress.ts";

/** How an upload is sent. */
export interface SendingOptions {
  /**
   * Parts that are sent at a time, at most; never more than the server allows.
   *
   * @default 8
   */
  concurrency?: number | undefined;
  /** Told how far the upload is, at most ten times a second. What it throws is ignored. */
  onProgress?: ((progress: UploadProgress) => void) | undefined;
  /**
   * Ends the creation of the session, and interrupts each run: the promise is rejected with the
   * signal's reason. To go on after that, restore the session with another signal.
   */
  signal?: AbortSignal | undefined;
  /**
   * Attempts for a part. They are counted anew whenever another part got through.
   *
   * @default 5
   */
  attempts?: number | undefined;
  /**
   * Milliseconds without the network taking a byte, after which an attempt is given up.
   *
   * @default 30000
   */
  stallMs?: number | undefined;
  /**
   * Milliseconds from the last byte sent to the last byte of the answer.
   *
   * @default 60000
   */
  answerMs?: number | undefined;
  /**
   * Milliseconds until there must be a connection.
   *
   * @default 10000
   */
  connectMs?: number | undefined;
  /**
   * Milliseconds before the second attempt. The wait doubles with each further one, up to 20 s;
   * half of it is random.
   *
   * @default 500
   */
  retryMs?: number | undefined;
}

/** {@link SendingOptions}, checked and completed. */
export interface SendingSettings extends UploadLimits {
  readonly concurrency: number;
  readonly attempts: number;
  readonly retryMs: number;
  readonly onProgress: SendingOptions["onProgress"];
  readonly signal: AbortSignal | undefined;
}

/** @throws {InvalidArgumentError} Naming the option that cannot be used. */
export function readSendingOptions(options: SendingOptions): SendingSettings {
  const { onProgress, signal } = requireObject("options", options);
  const milliseconds = (name: "connectMs" | "stallMs" | "answerMs" | "retryMs", value: number) =>
    requireTimeout(name, options[name] ?? value);
  if (onProgress !== undefined) requireFunction("onProgress", onProgress);
  return {
    concurrency: requireInteger("concurrency", options.concurrency ?? 8, 1, 256),
    attempts: requireInteger("attempts", options.attempts ?? 5, 1, 1_000),
    connectMs: milliseconds("connectMs", 10_000),
    stallMs: milliseconds("stallMs", 30_000),
    answerMs: milliseconds("answerMs", 60_000),
    retryMs: milliseconds("retryMs", 500),
    onProgress,
    signal,
  };
}
