import {
  requireFunction,
  requireInteger,
  requireKind,
  requireObject,
  requireOneOf,
  requireSignal,
  requireTimeout,
} from "../../http/argument-checks.ts";
import type { Hooks } from "../../http/send/hooks.ts";
import type { ConnectionOptions } from "../../http/transport/transport.ts";
import type { RequestSettings } from "../protocol/location-client.ts";
import { type TlsMode, tlsModes } from "../protocol/upload-location.ts";
import { ConnectionBudget } from "./connection-budget.ts";
import type { UploadProgress } from "./progress.ts";
import type { UploadState } from "./upload-state.ts";

/** Options for sending the file. */
export interface SendingOptions {
  /**
   * Maximum number of parts in flight; never more than the server allows.
   *
   * @default 8
   */
  concurrency?: number | undefined;
  /**
   * Connections that the upload shares with others. It uses up to `concurrency` of them.
   *
   * @default connections of its own
   */
  budget?: ConnectionBudget | undefined;
  /** Called with the progress, at most ten times a second. Exceptions are ignored. */
  onProgress?: ((progress: UploadProgress) => void) | undefined;
  /**
   * Called with the new state when the server has moved the upload, or an expired session was created
   * again. Store it in place of the previous one. Exceptions are ignored.
   */
  onStateChange?: ((state: UploadState) => void) | undefined;
  /**
   * Use of TLS for a location that is plain http. For an `https:` location, TLS and a trusted certificate
   * are always required.
   *
   * - `prefer`: TLS is tried first, on the same host and port. Plain http is used only when the connection
   *   is refused, takes more than 3 s, or the reply is not TLS. This is decided before any byte of the
   *   file is sent. Browsers hide the reason: there, every failure counts, but a page on https sends
   *   nothing over plain http.
   * - `require`: plain http is never used.
   * - `as-given`: TLS is not tried.
   *
   * @default "prefer"
   */
  tls?: TlsMode | undefined;
  /**
   * Ends the creation of the session, and interrupts each run: the promise is rejected with the
   * signal's reason. To resume after that, restore the session with another signal.
   */
  signal?: AbortSignal | undefined;
  /**
   * Maximum number of attempts for a part. They are counted from 1 again when another part succeeds.
   *
   * @default 5
   */
  attempts?: number | undefined;
  /**
   * Limit in milliseconds without progress: the network takes no byte, or the file or stream returns none.
   * It is up to twice as long for parts that the system buffers, of up to 4 MiB.
   *
   * @default 30000
   */
  stallMs?: number | undefined;
  /**
   * Limit in milliseconds from the last byte sent to the last byte of the response. It is up to three times
   * as long for parts that the system buffers, of up to 4 MiB.
   *
   * @default 60000
   */
  answerMs?: number | undefined;
  /**
   * Limit in milliseconds until there is a connection.
   *
   * @default 10000
   */
  connectMs?: number | undefined;
  /**
   * Delay in milliseconds before the first retry. It doubles with each further one, up to 20 s; half
   * of it is random.
   *
   * @default 500
   */
  retryMs?: number | undefined;
}

/** The names of the options. The type requires each of them to be listed. */
export const sendingOptions: Readonly<Record<keyof SendingOptions, true>> = {
  concurrency: true,
  budget: true,
  onProgress: true,
  onStateChange: true,
  tls: true,
  signal: true,
  attempts: true,
  stallMs: true,
  answerMs: true,
  connectMs: true,
  retryMs: true,
};

/** {@link SendingOptions}, checked and completed. */
export interface SendingSettings extends RequestSettings {
  readonly concurrency: number;
  readonly budget: ConnectionBudget | undefined;
  readonly tls: TlsMode;
  readonly onProgress: SendingOptions["onProgress"];
  readonly onStateChange: SendingOptions["onStateChange"];
  readonly signal: AbortSignal | undefined;
}

/**
 * Checks options and fills in the defaults.
 *
 * @param connection - Checked options of the connections to the location.
 * @param hooks - Checked functions that observe the requests.
 * @throws {InvalidArgumentError} When an option is invalid. The error names it.
 */
export function readSendingOptions(
  options: SendingOptions,
  connection: ConnectionOptions,
  hooks: Hooks,
): SendingSettings {
  const { budget, onProgress, onStateChange, signal } = requireObject("options", options);
  const milliseconds = (name: "connectMs" | "stallMs" | "answerMs" | "retryMs", value: number) =>
    requireTimeout(name, options[name] ?? value);
  requireSignal("signal", signal);
  requireKind(isBudget(budget), "budget", budget, "a ConnectionBudget");
  if (onProgress !== undefined) requireFunction("onProgress", onProgress);
  if (onStateChange !== undefined) requireFunction("onStateChange", onStateChange);
  return {
    connection,
    hooks,
    concurrency: requireInteger("concurrency", options.concurrency ?? 8, 1, 256),
    budget,
    attempts: requireInteger("attempts", options.attempts ?? 5, 1, 1_000),
    connectMs: milliseconds("connectMs", 10_000),
    stallMs: milliseconds("stallMs", 30_000),
    answerMs: milliseconds("answerMs", 60_000),
    retryMs: milliseconds("retryMs", 500),
    tls: requireOneOf("tls", options.tls ?? "prefer", tlsModes),
    onProgress,
    onStateChange,
    signal,
  };
}

function isBudget(value: unknown): boolean {
  return value === undefined || value instanceof ConnectionBudget;
}
