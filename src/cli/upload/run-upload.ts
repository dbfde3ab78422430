import { access, constants } from "node:fs/promises";
import { FlipPiliError, InvalidArgumentError, UploadError, type Video } from "../../flip/index.ts";
import type { CommandContext } from "../command-context.ts";
import { findFactoryId, type KeyOptions, missing, requireKeys } from "../credentials-from.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Interruption } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { createSession, restoreSession } from "./open-session.ts";
import { createProgressDisplay } from "./progress-display.ts";
import { StateFile } from "./state-file.ts";

/** The flags of `flip-pili upload`. */
export interface UploadCommandOptions extends KeyOptions {
  profiles?: string;
  concurrency?: number;
  state?: string;
  resume?: boolean;
  json?: boolean;
  quiet?: boolean;
  host?: string;
  port?: number;
}

/** After these there is nothing to go on with. */
const finalReasons: ReadonlySet<string> = new Set(["expired", "aborted", "video-unknown"]);

/** Uploads a file, or the rest of it, and prints the video. */
export async function runUpload(
  file: string,
  options: UploadCommandOptions,
  context: CommandContext,
): Promise<void> {
  await requireReadable(file);
  const stateFile = new StateFile(options.state ?? `${file}.flip-upload.json`);
  const signal = context.terminal.interruption();
  try {
    const video = await sendFile(file, options, { context, stateFile, signal });
    await stateFile.remove();
    context.terminal.stdout.write(`${options.json ? JSON.stringify(video) : video.id}\n`);
  } catch (error) {
    if (signal.aborted) reportInterruption(signal.reason, context, stateFile.isKept);
    else throw await describeFailure(error, stateFile);
  }
}

interface Run {
  readonly context: CommandContext;
  readonly stateFile: StateFile;
  readonly signal: AbortSignal;
}

async function sendFile(
  file: string,
  options: UploadCommandOptions,
  { context, stateFile, signal }: Run,
): Promise<Video> {
  const display = options.quiet ? undefined : createProgressDisplay(context.terminal.stderr);
  const sending = { concurrency: options.concurrency, onProgress: display?.update, signal };
  try {
    if (options.resume) {
      const session = await restoreSession(file, stateFile, sending);
      return await session.resume();
    }
    const target = readTarget(options, context);
    const session = await createSession(file, target, stateFile, sending);
    return await session.start();
  } finally {
    display?.end();
  }
}

function readTarget(options: UploadCommandOptions, context: CommandContext) {
  const { host, port, profiles } = options;
  const keys = requireKeys("flip", options, context);
  const factoryId = findFactoryId(options, context);
  if (factoryId === undefined) throw missing("--factory-id", "TELESTREAM_FACTORY_ID");
  return { keys, factoryId, host, port, profiles };
}

/** Access to the file is checked before anything is asked of the service. */
async function requireReadable(file: string): Promise<void> {
  try {
    await access(file, constants.R_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`<file> cannot be read: ${file} (${code})`);
  }
}

function reportInterruption(
  { signal }: Interruption,
  context: CommandContext,
  kept: boolean,
): void {
  context.exitCode = signal === "SIGINT" ? exitCodes.interrupted : exitCodes.terminated;
  const advice = kept ? "the same command with --resume goes on" : "nothing was sent";
  context.terminal.stderr.write(`Interrupted: ${advice}\n`);
}

async function describeFailure(error: unknown, stateFile: StateFile): Promise<unknown> {
  if (error instanceof UploadError && finalReasons.has(error.reason)) await stateFile.remove();
  const isAdvisable = error instanceof FlipPiliError && !(error instanceof InvalidArgumentError);
  if (!isAdvisable || !stateFile.isKept) return error;
  const isOther = error instanceof UploadError && error.reason === "source-changed";
  const advice = isOther
    ? `to begin anew, delete ${stateFile.path}`
    : "the same command with --resume goes on";
  return new Error(`${error.message}: ${advice}`, { cause: error });
}
