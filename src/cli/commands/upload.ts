import { access, constants } from "node:fs/promises";
import { type Command, Option } from "commander";
import {
  FlipPiliError,
  InvalidArgumentError,
  UploadError,
  type UploadState,
  type Video,
} from "../../flip/index.ts";
import { toPrintable } from "../../http/printable.ts";
import { readClientSettings } from "../client/client-options.ts";
import { addConnectionOptions, type ConnectionFlags } from "../connection.ts";
import { addFactoryOption, addKeyOptions, type KeyOptions } from "../credentials.ts";
import { UsageError } from "../errors.ts";
import { formatExamples } from "../format.ts";
import { integer } from "../parse-options.ts";
import { addFormerServerOptions, addUrlOption, withServer } from "../service-url.ts";
import { type CommandContext, exitCodeOf, type Interruption } from "../terminal.ts";
import { createProgressDisplay } from "./upload-progress.ts";
import { createSession, readTarget, restoreSession } from "./upload-session.ts";
import { type CreationFlags, StateFile } from "./upload-state-file.ts";

/** Adds arguments, options, help and action to `flip-pili upload`. */
export function defineUpload(command: Command, context: CommandContext): void {
  command
    .description(
      "Uploads a file in parts, several at a time, and prints the id of the video. Ctrl-C interrupts " +
        "the upload. After an interruption or a failure, --resume sends the missing parts. It needs no " +
        "keys, only the state, which is stored beside the file until the upload is complete.",
    )
    .argument("<file>", "path of the file")
    .addOption(
      creationOption(
        "--profiles <names>",
        "profiles to encode with, separated by commas (default: h264)",
      ),
    )
    .option(
      "--concurrency <number>",
      "maximum number of parts at a time (default: 8)",
      integer(1, 256),
    )
    .option("--state <file>", "file for the state (default: <file>.flip-upload.json)")
    .addOption(
      creationOption("--file-name <name>", "name of the video file (default: that of <file>)"),
    )
    .option("--resume", "resume the upload from the stored state")
    .option("--allow-private-host", "with --resume: send to a location on a private network")
    .addOption(tlsOption())
    .option("--json", "print the video as JSON instead of its id")
    .addOption(new Option("--quiet", "show no progress").conflicts("verbose"))
    .option("--verbose", "log each request on standard error, without keys and signatures");
  addFormerServerOptions(addUrlOption(command, "flip"));
  addConnectionOptions(addKeyOptions(addFactoryOption(command), "flip"))
    .addHelpText(
      "after",
      formatExamples([
        "flip-pili upload my_video.mp4 --profiles h264,webm",
        "flip-pili upload my_video.mp4 --resume",
      ]),
    )
    .action((file: string, options: UploadCommandOptions) => runUpload(file, options, context));
}

/** Creates a flag for a new session. */
function creationOption(flag: string, description: string): Option {
  return new Option(flag, description).conflicts("resume");
}

function tlsOption(): Option {
  const description =
    "encryption of parts if the service returns an http location: prefer tries it first, require " +
    "demands it, as-given does not try it (default: prefer)";
  return new Option("--tls <mode>", description).choices(["prefer", "require", "as-given"]);
}

/** Values of the flags of `flip-pili upload`. */
interface UploadCommandOptions
  extends KeyOptions,
    ConnectionFlags,
    Omit<CreationFlags, "factoryId"> {
  concurrency?: number;
  state?: string;
  resume?: boolean;
  allowPrivateHost?: boolean;
  tls?: "prefer" | "require" | "as-given";
  json?: boolean;
  quiet?: boolean;
  verbose?: boolean;
  url?: string;
}

/** Reasons after which an upload cannot be resumed. */
const finalReasons: ReadonlySet<string> = new Set(["expired", "aborted", "video-unknown"]);

/** Uploads a file or its missing parts, and prints the video. */
async function runUpload(
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
    const text = options.json ? JSON.stringify(video) : video.id;
    // In JSON, an escaped character has the same meaning.
    context.terminal.stdout.write(`${toPrintable(text, Number.POSITIVE_INFINITY)}\n`);
  } catch (error) {
    await stateFile.settle();
    if (signal.aborted) reportInterruption(signal.reason, context, stateFile.hasState);
    else throw await describeFailure(error, stateFile);
  }
}

/** The environment of one run. */
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
  const { concurrency, tls } = options;
  const onStateChange = (state: UploadState) => storeState(state, stateFile, context);
  const sending = { concurrency, tls, onProgress: display?.update, onStateChange, signal };
  try {
    const connection = await readClientSettings(options, context);
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
    const server = isStored ? options : withServer(options, context);
    const target = readTarget({ ...stored.creating, ...server }, connection, context);
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
