import { stat } from "node:fs/promises";
import { type Command, Option } from "commander";
import { families } from "../apis.ts";
import {
  addAccountOptions,
  addVerbosityOptions,
  rejectFlagsOfOtherApi,
} from "../client/client-options.ts";
import { addFindOptions, helpOnFiles } from "../find-files.ts";
import { formatExamples } from "../format.ts";
import { isPattern } from "../glob.ts";
import { integer } from "../parse-options.ts";
import { addFormerServerOptions } from "../service-url.ts";
import type { CommandContext } from "../terminal.ts";
import { type UploadFlags, uploadOne } from "./upload-one.ts";
import { defaultStateFolder } from "./upload-state-folder.ts";

/** Adds arguments, options, help and action to `flip-pili upload`. */
export function defineUpload(command: Command, context: CommandContext): void {
  command
    .description(
      "Uploads files in parts, several at a time, and prints the ids of the videos. Ctrl-C interrupts " +
        "the uploads. After an interruption or a failure, --resume sends the missing parts. For one file, " +
        "it needs no keys, only the state, which is stored beside the file until the upload is complete. " +
        `For several, the states are in the folder ${defaultStateFolder}, and --resume is added to the same command.`,
    )
    .argument("<file...>", "files, folders and patterns");
  addSendingOptions(command);
  addManyOptions(command);
  addOutputOptions(command);
  addFormerServerOptions(addAccountOptions(command, ...families.flip))
    .addHelpText(
      "after",
      helpOnFiles +
        formatExamples([
          "flip-pili upload my_video.mp4 --profiles h264,webm",
          "flip-pili upload my_video.mp4 --resume",
          "flip-pili upload films --recursive --match '*.mp4' --wait --json",
          "flip-pili upload my_video.mp4 --api flip-3.1",
        ]),
    )
    .action(async (files: string[], options: UploadFlags) => {
      const { host, port, http } = options;
      rejectFlagsOfOtherApi(options, families.flip, {
        "--host": [host, ["flip"]],
        "--port": [port, ["flip"]],
        "--http": [http, ["flip"]],
      });
      const file = await findSingleFile(files, options);
      if (file !== undefined) return uploadOne(file, options, context);
      // Imported here because one file does not need it.
      const { uploadMany } = await import("./upload-many.ts");
      return uploadMany(files, options, context);
    });
}

/** Adds the flags for each file. */
function addSendingOptions(command: Command): void {
  command
    .option("--profiles <names>", "profiles to encode with, separated by commas (default: h264)")
    .option(
      "--concurrency <number>",
      "maximum number of parts at a time (default: 8)",
      integer(1, 256),
    )
    .option("--state <file>", "one file: file for the state (default: <file>.flip-upload.json)")
    .option("--file-name <name>", "one file: name of the video file (default: that of <file>)")
    .option("--resume", "resume the uploads from the stored state, without what is done")
    .option(
      "--allow-private-host",
      "one file, with --resume: send to a location on a private network",
    )
    .addOption(tlsOption());
}

/** Adds the flags for several files. */
function addManyOptions(command: Command): void {
  addFindOptions(command)
    .option(
      "--files-at-once <number>",
      "maximum number of files at a time, which share --concurrency (default: 4)",
      integer(1, 256),
    )
    .option(
      "--state-folder <folder>",
      "folder for the states of several files, which are kept: a later call with --resume skips what " +
        `is done (default: ${defaultStateFolder}, deleted when all is done)`,
    );
}

/** Adds the flags for what is printed. */
function addOutputOptions(command: Command): void {
  command
    .option("--wait", "wait until the videos are encoded, and print the URLs of the encodings")
    .option(
      "--wait-timeout <seconds>",
      "limit for the encodings of a video (default: 3600)",
      integer(1, 2_000_000),
    )
    .option("--json", "print one JSON document: the video, or a report on several files")
    .option("--jsonl", "print a line of JSON for each file when it is done");
  addVerbosityOptions(command, "show no progress");
}

/** Returns the file if there is one only, and no flag for several. */
async function findSingleFile(
  files: readonly string[],
  { recursive, match, filesAtOnce, stateFolder, jsonl }: UploadFlags,
): Promise<string | undefined> {
  const [file, ...others] = files;
  const hasFlag = [recursive, match, filesAtOnce, stateFolder, jsonl].some(Boolean);
  if (file === undefined || others.length > 0 || hasFlag) return undefined;
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return isPattern(file) ? undefined : file;
  return found.isDirectory() ? undefined : file;
}

function tlsOption(): Option {
  const description =
    "encryption of parts if the service returns an http location: prefer tries it first, require " +
    "demands it, as-given does not try it (default: prefer)";
  return new Option("--tls <mode>", description).choices(["prefer", "require", "as-given"]);
}
