import type { Command } from "commander";
import {
  createUploadQueue,
  type UploadJobState,
  type UploadJobSummary,
  type UploadQueue,
} from "../../fleet/index.ts";
import { toPrintable } from "../../http/printable.ts";
import { addJsonOptions } from "../client/client-options.ts";
import { printObject } from "../client/print-results.ts";
import { formatExamples } from "../format.ts";
import { integer } from "../parse-options.ts";
import type { CommandContext } from "../terminal.ts";
import { addQueueOptions, type QueueFlags, queueLocation } from "./fleet-queue.ts";
import { describeSource } from "./fleet-work.ts";
import { describeProgress } from "./upload-progress.ts";

/** Values of the flags of `flip-pili fleet status`. */
interface StatusFlags extends QueueFlags {
  limit: number;
  json?: boolean;
  jsonl?: boolean;
}

/** Adds options, help and action to `flip-pili fleet status`. */
export function defineFleetStatus(command: Command, context: CommandContext): void {
  addQueueOptions(command)
    .description(
      "Prints the number of uploads in each state, those in flight with their workers, and those that " +
        "have failed with their errors.",
    )
    .option("--limit <number>", "maximum number of uploads in each list", integer(0, 10_000), 20);
  addJsonOptions(command, "print one line of JSON with the numbers, then one for each upload")
    .addHelpText(
      "after",
      formatExamples(["flip-pili fleet status", "flip-pili fleet status --jsonl --limit 1000"]),
    )
    .action((options: StatusFlags) => runStatus(options, context));
}

async function runStatus(options: StatusFlags, context: CommandContext): Promise<void> {
  await using queue = await createUploadQueue(queueLocation(options, context));
  const { limit, json, jsonl } = options;
  const counts = await queue.counts();
  const active = await listJobs(queue, "active", limit);
  const failed = await listJobs(queue, "failed", limit);
  if (json) return printObject({ counts, active, failed }, options, context);
  const withState = (state: UploadJobState) => (job: UploadJobSummary) => ({ state, ...job });
  const jobs = [...active.map(withState("active")), ...failed.map(withState("failed"))];
  if (jsonl) {
    for (const line of [{ counts }, ...jobs]) printObject(line, options, context);
    return;
  }
  const lines = [formatCounts(counts), ...active.map(formatActive), ...failed.map(formatFailed)];
  context.terminal.stdout.write(`${lines.join("\n")}\n`);
}

async function listJobs(
  queue: UploadQueue,
  state: UploadJobState,
  limit: number,
): Promise<UploadJobSummary[]> {
  return limit === 0 ? [] : queue.list(state, { limit });
}

function formatCounts(counts: Record<UploadJobState, number>): string {
  return Object.entries(counts)
    .map(([state, count]) => `${state.padEnd(12)}${count}`)
    .join("\n");
}

function formatActive({ id, source, progress, worker }: UploadJobSummary): string {
  const { size, speed, left } = progress
    ? describeProgress({ ...progress, secondsLeft: progress.secondsLeft })
    : { size: "", speed: "", left: "" };
  const state = [size, speed, left, worker && `by ${worker}`].filter(Boolean).join(", ");
  return toPrintable(`active ${id}: ${describeSource(source)}${state && `, ${state}`}`);
}

function formatFailed({ id, source, error, attempts }: UploadJobSummary): string {
  const reason = error ? `${error.name}: ${error.message}` : "its workers have crashed";
  return toPrintable(`failed ${id}: ${describeSource(source)}: ${reason} (attempt ${attempts})`);
}
