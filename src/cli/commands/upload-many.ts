import { type FilesProgress, uploadFiles } from "../../fleet/index.ts";
import { toPrintable } from "../../http/printable.ts";
import { type AccountFlags, readClientSettings } from "../client/client-options.ts";
import type { Factory } from "../client/flip-account.ts";
import { exitCodes, UsageError } from "../errors.ts";
import { type FindFlags, findFiles } from "../find-files.ts";
import { withServer } from "../service-url.ts";
import { type CommandContext, exitCodeOf } from "../terminal.ts";
import { EncodingWaits } from "./encoding-waits.ts";
import { createFilesDisplay, type FilesDisplay } from "./upload-bars.ts";
import {
  displayPath,
  type EncodingOutcome,
  type FileReport,
  type FileResult,
  formatReport,
  formatSummary,
  formatTable,
  sumUp,
  toFileResult,
} from "./upload-results.ts";
import { findFactory, readTarget } from "./upload-session.ts";
import type { CreationFlags } from "./upload-state-file.ts";
import { findStateFolder, type UploadStateFolder } from "./upload-state-folder.ts";

/** Values of the flags of `flip-pili upload` that apply to many files. */
export interface UploadManyFlags
  extends AccountFlags,
    FindFlags,
    Omit<CreationFlags, "api" | "factoryId"> {
  concurrency?: number;
  filesAtOnce?: number;
  stateFolder?: string;
  state?: string;
  resume?: boolean;
  wait?: boolean;
  waitTimeout?: number;
  tls?: "prefer" | "require" | "as-given";
  json?: boolean;
  jsonl?: boolean;
}

/** One call of the command. */
interface Run {
  readonly paths: readonly string[];
  readonly options: UploadManyFlags;
  readonly context: CommandContext;
  readonly state: UploadStateFolder;
  readonly signal: AbortSignal;
  readonly startedAt: number;
}

/** Uploads all files that words name, and prints what became of them. */
export async function uploadMany(
  words: readonly string[],
  options: UploadManyFlags,
  context: CommandContext,
): Promise<void> {
  rejectSingleFlags(options);
  const signal = context.terminal.interruption();
  const paths = await findFiles(words, options);
  const connection = await readClientSettings(options, context);
  const target = readTarget(withServer(options, context), connection, context);
  const state = await findStateFolder(options);
  const run: Run = { paths, options, context, state, signal, startedAt: performance.now() };
  try {
    const factory = await findFactory(target, signal);
    await printResults(await uploadAll(factory, run), run);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  if (!signal.aborted) return;
  context.exitCode = exitCodeOf(signal.reason);
  const advice = (await state.hasStates())
    ? "repeat the command with --resume to continue"
    : "nothing was sent";
  context.terminal.stderr.write(`Interrupted: ${advice}\n`);
}

/** @throws {UsageError} When a flag is set that is for one file. */
function rejectSingleFlags({ state, fileName }: UploadManyFlags): void {
  if (fileName !== undefined) throw new UsageError("--file-name is only for one file");
  if (state !== undefined) {
    throw new UsageError("--state is only for one file: use --state-folder for several");
  }
}

async function uploadAll(factory: Factory, run: Run): Promise<FileResult[]> {
  const { paths, options, context, state, signal } = run;
  const display = openDisplay(run);
  const results = new Map<string, FileResult>();
  const finish = (report: FileReport, outcome?: EncodingOutcome) => {
    const result = toFileResult(report, outcome);
    results.set(result.path, result);
    if (options.jsonl) printJson(result, context);
  };
  const waits = options.wait ? createWaits(factory, run, display) : undefined;
  let ended = 0;
  const onFile = (report: FileReport) => {
    display?.report(formatReport(report, ++ended, paths.length));
    if (waits === undefined || report.videoId === undefined) finish(report);
    else waits.add(report, (outcome) => finish(report, outcome));
  };
  const { profiles, tls, concurrency, filesAtOnce } = options;
  const sending = { profiles, tls, concurrency, filesAtOnce, signal };
  const onProgress = display && ((progress: FilesProgress) => display.update(progress));
  try {
    await uploadFiles(factory, paths, { ...sending, stateFolder: state.path, onProgress, onFile });
    await waits?.settle();
  } finally {
    display?.end();
  }
  return paths.flatMap((path) => results.get(path) ?? []);
}

/** Opens the display. The first Ctrl-C ends it, so that a second one leaves a usable terminal. */
function openDisplay({ options, context, signal }: Run): FilesDisplay | undefined {
  if (options.quiet) return undefined;
  const display = createFilesDisplay(context.terminal.stderr, options.verbose);
  signal.addEventListener("abort", () => display.end(), { once: true });
  return display;
}

function createWaits(
  factory: Factory,
  { paths, options: { waitTimeout }, signal }: Run,
  display: FilesDisplay | undefined,
): EncodingWaits {
  return new EncodingWaits({
    factory,
    videos: paths.length,
    signal,
    timeoutMs: waitTimeout === undefined ? undefined : 1_000 * waitTimeout,
    onProgress: (progress) => display?.updateEncodings(progress),
  });
}

async function printResults(results: readonly FileResult[], run: Run): Promise<void> {
  const { options, context, state, signal, startedAt } = run;
  const { stdout, stderr } = context.terminal;
  const durationMs = Math.round(performance.now() - startedAt);
  const sums = sumUp(results);
  if (options.json) printJson({ ...sums, durationMs, files: results }, context);
  else if (!options.jsonl) stdout.write(formatTable(results, stdout.isTTY === true));
  for (const line of results.flatMap(describeFailure)) stderr.write(line);
  if (!options.quiet) stderr.write(`${formatSummary(results, durationMs)}\n`);
  if (signal.aborted) return;
  if (sums.failed > 0) {
    context.exitCode = exitCodes.failed;
    const flag = (await state.hasStates()) ? " with --resume" : "";
    stderr.write(`Repeat the command${flag} for what has failed\n`);
  } else await state.remove();
}

function describeFailure({ path, error }: FileResult): string[] {
  if (error === undefined) return [];
  return [`flip-pili: ${toPrintable(displayPath(path))}: ${error.message}\n`];
}

/** Prints JSON in one line. An escaped character has the same meaning there. */
function printJson(value: object, { terminal }: CommandContext): void {
  terminal.stdout.write(`${toPrintable(JSON.stringify(value), Number.POSITIVE_INFINITY)}\n`);
}
