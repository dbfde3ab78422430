import type { Command } from "commander";
import {
  startUploadWorker,
  type UploadJob,
  type UploadWorker,
  type UploadWorkerOptions,
} from "../../fleet/index.ts";
import { toPrintable } from "../../http/printable.ts";
import { families } from "../apis.ts";
import {
  type AccountFlags,
  addAccountOptions,
  addVerbosityOptions,
  rejectFlagsOfOtherApi,
} from "../client/client-options.ts";
import { openSelectedFlip } from "../client/flip-account.ts";
import { formatExamples } from "../format.ts";
import { integer } from "../parse-options.ts";
import { type CommandContext, exitCodeOf, waitForInterruption } from "../terminal.ts";
import { addQueueOptions, type QueueFlags, queueLocation } from "./fleet-queue.ts";

/** Values of the flags of `flip-pili fleet work`. */
interface WorkFlags extends QueueFlags, AccountFlags {
  filesAtOnce?: number;
  concurrency?: number;
  name?: string;
  jsonl?: boolean;
}

/** Adds options, help and action to `flip-pili fleet work`. */
export function defineFleetWork(command: Command, context: CommandContext): void {
  addQueueOptions(command)
    .description(
      "Uploads what is in the queue until Ctrl-C, and prints the id of each video and its source. When " +
        "a worker dies, another one continues its uploads within 15 s. Ctrl-C gives them back at once. All workers of a " +
        "queue must have the same --api.",
    )
    .option("--files-at-once <number>", "maximum number of files (default: 4)", integer(1, 256))
    .option("--concurrency <number>", "maximum number of parts (default: 8)", integer(1, 256))
    .option("--name <name>", "name of the worker (default: machine and process)")
    .option("--jsonl", "print a line of JSON for each job that has ended");
  addAccountOptions(addVerbosityOptions(command, "log nothing but failures"), ...families.flip)
    .addHelpText(
      "after",
      formatExamples([
        "flip-pili fleet work",
        "flip-pili fleet work --api flip-3.1",
        "REDIS_URL=redis://:secret@redis:6379 flip-pili fleet work --files-at-once 2",
      ]),
    )
    .action((options: WorkFlags) => runWork(options, context));
}

async function runWork(options: WorkFlags, context: CommandContext): Promise<void> {
  const { stderr } = context.terminal;
  rejectFlagsOfOtherApi(options, families.flip);
  const location = queueLocation(options, context);
  const signal = context.terminal.interruption();
  const worker = await start(options, location, context, signal);
  if (worker === undefined) return;
  report(worker, options, context);
  if (!options.quiet) stderr.write(`${worker.bullmq.opts.name} works. Press Ctrl-C to stop it.\n`);
  await waitForInterruption(signal);
  if (!options.quiet) stderr.write("Giving back the uploads in flight\n");
  await worker.stop();
}

async function start(
  { filesAtOnce, concurrency, name: workerName, ...options }: WorkFlags,
  location: ReturnType<typeof queueLocation>,
  context: CommandContext,
  signal: AbortSignal,
): Promise<UploadWorker | undefined> {
  const onError: UploadWorkerOptions["onError"] = ({ message }) =>
    void context.terminal.stderr.write(`flip-pili: ${toPrintable(message)}\n`);
  try {
    const account = await openSelectedFlip(options, context);
    const factory = await account.factory({ signal });
    const limits = { filesAtOnce, concurrency, workerName };
    return await startUploadWorker({ ...location, ...limits, factory, onError });
  } catch (error) {
    if (!signal.aborted) throw error;
    context.exitCode = exitCodeOf(signal.reason);
    return undefined;
  }
}

/** Prints jobs that have ended. */
function report(worker: UploadWorker, { jsonl }: WorkFlags, { terminal }: CommandContext): void {
  const { stdout, stderr } = terminal;
  const print = (value: object) => void stdout.write(`${JSON.stringify(value)}\n`);
  worker.bullmq.on("completed", (job: UploadJob, { videoId }) => {
    const { id, data } = job;
    if (jsonl) print({ job: id, status: "uploaded", source: data.source, videoId });
    else stdout.write(`${toPrintable(`${videoId}  ${describeSource(data.source)}`)}\n`);
  });
  worker.bullmq.on("failed", (job: UploadJob | undefined, { message }) => {
    if (job === undefined) return;
    const { id, data, attemptsMade: attempts, finishedOn } = job;
    const status = finishedOn === undefined ? "retrying" : "failed";
    if (jsonl) print({ job: id, status, source: data.source, attempts, error: { message } });
    else {
      const text = `${describeSource(data.source)}: ${message} (attempt ${attempts}, ${status})`;
      stderr.write(`flip-pili: ${toPrintable(text)}\n`);
    }
  });
}

/** Describes what a job uploads. The query of a URL is not shown: it may be a signature. */
export function describeSource(source: UploadJob["data"]["source"]): string {
  if ("path" in source) return source.path;
  return source.url.replace(/\?.*/s, "?…");
}
