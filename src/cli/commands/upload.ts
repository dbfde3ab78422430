import { type Command, Option } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addFactoryOption, addKeyOptions } from "../credentials-from.ts";
import { formatExamples } from "../help-texts.ts";
import { integer } from "../parse-options.ts";
import { runUpload, type UploadCommandOptions } from "../upload/run-upload.ts";

/** Gives `flip-pili upload` its arguments, options, help and action. */
export function defineUpload(command: Command, context: CommandContext): void {
  command
    .description(
      "Uploads a file in parts, several at a time, and prints the video's id. Ctrl-C interrupts it; " +
        "then, and after any failure, --resume sends what is missing. That needs no keys: everything " +
        "is in the state, which is kept beside the file until the upload is complete.",
    )
    .argument("<file>", "path of the file")
    .addOption(
      new Option(
        "--profiles <names>",
        "profiles to encode with, with commas (default: h264)",
      ).conflicts("resume"),
    )
    .option("--concurrency <number>", "parts at a time, at most (default: 8)", integer(1, 256))
    .option("--state <file>", "where the state is kept (default: <file>.flip-upload.json)")
    .option("--resume", "go on with the upload whose state is kept")
    .option("--json", "print the whole video as JSON")
    .option("--quiet", "show no progress")
    .option("--host <name>", "host of the region (default: api-gce.pandastream.com)")
    .option("--port <number>", "with 443 the scheme is https (default: 443)", integer(1, 65_535));
  addKeyOptions(addFactoryOption(command), "flip")
    .addHelpText(
      "after",
      formatExamples([
        "flip-pili upload my_video.mp4 --profiles h264,webm",
        "flip-pili upload my_video.mp4 --resume",
      ]),
    )
    .action((file: string, options: UploadCommandOptions) => runUpload(file, options, context));
}
