import { access, constants } from "node:fs/promises";
import {
  FlipPiliError,
  InvalidArgumentError,
  UploadError,
  type UploadState,
} from "../../flip/index.ts";
import { readClientSettings } from "../client/client-options.ts";
import type { Video } from "../client/flip-account.ts";
import { UsageError } from "../errors.ts";
import { withServer } from "../service-url.ts";
import { type CommandContext, exitCodeOf, type Interruption } from "../terminal.ts";
import type { UploadManyFlags } from "./upload-many.ts";
import { createProgressDisplay } from "./upload-progress.ts";
import { createSession, readTarget, restoreSession, type UploadTarget } from "./upload-session.ts";
import { StateFile } from "./upload-state-file.ts";
import { printVideo } from "./upload-video.ts";

/** Values of the flags of `flip-pili upload`. */
export interface UploadFlags extends UploadManyFlags {
  allowPrivateHost?: boolean;
}

/** Reasons after which an upload cannot be resumed. */
const finalReasons: ReadonlySet<string> = new Set(["expired", "aborted", "video-unknown"]);

/** Uploads a file or its missing parts, and prints the video. */
export async function uploadOne(
  file: string,
  options: UploadFlags,
  context: CommandContext,
): Promise<void> {
  rejectCreationFlags(options);
  await requireReadable(file);
  const stateFile = new StateFile(options.state ?? `${file}.flip-upload.json`);
  const signal = context.terminal.interruption();
  const connection = await readClientSettings(options, context);
  // Missing keys are reported before anything is sent.
  const waitIn = options.wait
    ? readTarget(withServer(options, context), connection, context)
    : undefined;
  try {
    const video = await sendFile(file, options, { context, stateFile, signal, connection });
    await stateFile.remove();
    await printVideo(video, { ...options, waitIn }, { context, signal });
  } catch (error) {
    await stateFile.settle();
    if (signal.aborted) reportInterruption(signal.reason, context, stateFile.hasState);
    else throw await describeFailure(error, stateFile);
  }
}

/** @throws {UsageError} When a flag for a new session is set, and the session is resumed. */
function rejectCreationFlags({ resume, profiles, fileName }: UploadFlags): void {
  const flags = { "--profiles <names>": profiles, "--file-name <name>": fileName };
  for (const [flag, value] of Object.entries(flags)) {
    if (!resume || value === undefined) continue;
    throw new UsageError(`option '${flag}' cannot be used with option '--resume'`);
  }
}

/** The environment of one run. */
interface Run {
  readonly context: CommandContext;
  readonly stateFile: StateFile;
  readonly signal: AbortSignal;
  readonly connection: UploadTarget["connection"];
}

async function sendFile(
  file: string,
  options: UploadFlags,
  { context, stateFile, signal, connection }: Run,
): Promise<Video> {
  const display = options.quiet ? undefined : createProgressDisplay(context.terminal.stderr);
  const { concurrency, tls } = options;
  const onStateChange = (state: UploadState) => storeState(state, stateFile, context);
  const sending = { concurrency, tls, onProgress: display?.update, onStateChange, signal };
  try {
    const stored = options.resume ? await stateFile.read() : { creating: {} };
    if ("state" in stored) {
      const restoring = { ...sending, ...connection, allowPrivateHost: options.allowPrivateHost };
      return await restoreSession(file, stored.state, stateFile, restoring).resume();
    }
    const report = (what: string) => {
      context.terminal.stderr.write(
        `The previous call was stopped before its session was created: ${what}\n`,
      );
    };
    if (options.resume) report("creating it now");
    const isStored = options.url === undefined && stored.creating.host !== undefined;
    // Not the default of the flag.
    const api = stored.creating.api ?? options.api;
    const server = isStored ? options : withServer(options, context);
    const target = readTarget({ ...stored.creating, ...server, api }, connection, context);
    const session = await createSession(file, target, stateFile, sending, () => {
      if (!options.resume) report("starting over");
    });
    return await session.start();
  } finally {
    display?.end();
  }
}

/** Stores the state of an upload that the server has moved. Sending continues if that fails. */
async function storeState(
  state: UploadState,
  stateFile: StateFile,
  { terminal }: CommandContext,
): Promise<void> {
  try {
    await stateFile.save(state);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const problem = `The upload has moved, which cannot be stored in ${stateFile.path} (${code})`;
    terminal.stderr.write(`${problem}: --resume may fail\n`);
  }
}

/** @throws {UsageError} When the file cannot be read. Checked before any request is sent. */
async function requireReadable(file: string): Promise<void> {
  try {
    await access(file, constants.R_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`<file> cannot be read: ${file} (${code})`);
  }
}

function reportInterruption(
  interruption: Interruption,
  context: CommandContext,
  canResume: boolean,
): void {
  context.exitCode = exitCodeOf(interruption);
  const advice = canResume ? resumeAdvice : "nothing was sent";
  context.terminal.stderr.write(`Interrupted: ${advice}\n`);
}

const resumeAdvice = "use --resume to continue";

/** Adds the next step to the message of an error, and deletes a state that is of no use. */
async function describeFailure(error: unknown, stateFile: StateFile): Promise<unknown> {
  if (error instanceof UploadError && finalReasons.has(error.reason)) await stateFile.remove();
  const isAdvisable = error instanceof FlipPiliError && !(error instanceof InvalidArgumentError);
  if (!isAdvisable || !stateFile.hasState) return error;
  const isOtherFile = error instanceof UploadError && error.reason === "source-changed";
  const advice = isOtherFile ? `delete ${stateFile.path} to start over` : resumeAdvice;
  return new Error(`${error.message}: ${advice}`, { cause: error });
}
