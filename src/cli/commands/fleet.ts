import type { Command } from "commander";
import { createUploadQueue, type UploadQueue } from "../../fleet/index.ts";
import { addJsonOptions } from "../client/client-options.ts";
import { printObject } from "../client/print-results.ts";
import { UsageError } from "../errors.ts";
import { addFindOptions, type FindFlags, findFiles, helpOnFiles } from "../find-files.ts";
import { formatExamples } from "../format.ts";
import { integer } from "../parse-options.ts";
import type { CommandContext } from "../terminal.ts";
import { addQueueOptions, type QueueFlags, queueLocation } from "./fleet-queue.ts";
import { defineFleetStatus } from "./fleet-status.ts";
import { defineFleetWork } from "./fleet-work.ts";

/** Adds the subcommands of `flip-pili fleet`. */
export function defineFleet(command: Command, context: CommandContext): void {
  command.description("Uploads files from many machines, which share a queue in Redis.");
  defineAdd(command.command("add").summary("add files or URLs to the queue"), context);
  defineFleetWork(command.command("work").summary("upload what is in the queue"), context);
  defineFleetStatus(command.command("status").summary("show what is in the queue"), context);
}

/** Values of the flags of `flip-pili fleet add`. */
interface AddFlags extends QueueFlags, FindFlags {
  profiles?: string;
  priority?: number;
  attempts?: number;
  json?: boolean;
  jsonl?: boolean;
}

function defineAdd(command: Command, context: CommandContext): void {
  addQueueOptions(addFindOptions(command))
    .description(
      "Adds uploads to the queue, and prints how many. Every worker must be able to read the files under " +
        "the same path. The service fetches URLs itself; Redis stores them, also presigned ones.",
    )
    .argument("<file...>", "files, folders, patterns and URLs")
    .option("--profiles <names>", "profiles to encode with, separated by commas (default: h264)")
    .option(
      "--priority <number>",
      "from 1, the highest; uploads without one come first",
      integer(1, 2_097_152),
    )
    .option("--attempts <number>", "maximum number of attempts (default: 5)", integer(1, 1_000));
  addJsonOptions(command, "print one line of JSON")
    .addHelpText(
      "after",
      helpOnFiles +
        formatExamples([
          "flip-pili fleet add /mnt/films --recursive --match '*.mp4' --profiles h264,webm",
          "flip-pili fleet add https://example.com/film.mp4 --redis redis://redis:6379",
        ]),
    )
    .action((words: string[], options: AddFlags) => runAdd(words, options, context));
}

async function runAdd(
  words: readonly string[],
  options: AddFlags,
  context: CommandContext,
): Promise<void> {
  const isUrl = (word: string) => /^https?:\/\//i.test(word);
  const invalid = words.find((word) => isUrl(word) && !URL.canParse(word));
  if (invalid !== undefined) throw new UsageError(`<file> is not a valid URL: ${invalid}`);
  const files = await findFiles(
    words.filter((word) => !isUrl(word)),
    options,
  );
  const { profiles, priority, attempts, json, jsonl } = options;
  await using queue: UploadQueue = await createUploadQueue(queueLocation(options, context));
  const job = { priority, attempts };
  const sources = [...files, ...words.filter(isUrl)];
  const added = await queue.addAll(sources, { ...(profiles !== undefined && { profiles }), job });
  if (json || jsonl) printObject({ added }, options, context);
  else context.terminal.stdout.write(`${added} added\n`);
}
