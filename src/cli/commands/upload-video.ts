import { toPrintable } from "../../http/printable.ts";
import type { Video } from "../client/flip-account.ts";
import { type CommandContext, exitCodeOf } from "../terminal.ts";
import { waitForVideo } from "./encoding-waits.ts";
import { createFilesDisplay } from "./upload-bars.ts";
import { type EncodingOutcome, toEncodingResult } from "./upload-results.ts";
import { findFactory, type UploadTarget } from "./upload-session.ts";

/** How a video is printed. */
interface PrintOptions {
  /** Where to wait for its encodings; `undefined` without `--wait`. */
  readonly waitIn: UploadTarget | undefined;
  readonly waitTimeout?: number | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly verbose?: boolean | undefined;
}

/**
 * Prints a video: its id, and with `--wait` the URLs of its encodings when they have ended. With `--json`, all of it
 * is one document.
 *
 * @throws {Error} When an encoding has failed.
 */
export async function printVideo(
  video: Video,
  options: PrintOptions,
  { context, signal }: { readonly context: CommandContext; readonly signal: AbortSignal },
): Promise<void> {
  // In JSON, an escaped character has the same meaning.
  const print = (text: string) =>
    void context.terminal.stdout.write(`${toPrintable(text, Number.POSITIVE_INFINITY)}\n`);
  if (!options.json) print(video.id);
  else if (options.waitIn === undefined) print(JSON.stringify(video));
  if (options.waitIn === undefined) return;
  const outcome = await waitIn(options.waitIn, video, options, { context, signal });
  const encodings = outcome?.encodings.map(toEncodingResult) ?? [];
  const urls = encodings.flatMap((encoding) => encoding.urls);
  for (const text of options.json ? [JSON.stringify({ ...video.details, encodings })] : urls) {
    print(text);
  }
  if (outcome?.error !== undefined) throw outcome.error;
  if (outcome === undefined) reportInterruption(context, signal);
}

function reportInterruption(context: CommandContext, signal: AbortSignal): void {
  context.exitCode = exitCodeOf(signal.reason);
  const state = "the video is uploaded, and the service continues to encode it";
  context.terminal.stderr.write(`Interrupted: ${state}\n`);
}

async function waitIn(
  target: UploadTarget,
  video: Video,
  { waitTimeout, quiet, verbose }: PrintOptions,
  { context, signal }: { readonly context: CommandContext; readonly signal: AbortSignal },
): Promise<EncodingOutcome | undefined> {
  const display = quiet ? undefined : createFilesDisplay(context.terminal.stderr, verbose);
  signal.addEventListener("abort", () => display?.end(), { once: true });
  const timeoutMs = waitTimeout === undefined ? undefined : 1_000 * waitTimeout;
  const onPercent = (percent: number) =>
    display?.updateEncodings({ ended: percent < 100 ? 0 : 1, videos: 1, percent });
  try {
    const factory = await findFactory(target, signal);
    return await waitForVideo(video.id, { factory, signal, timeoutMs }, onPercent);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    display?.end();
  }
}
