import type { Command } from "commander";
import { snapshotUrl } from "../../pili/index.ts";
import type { CommandContext } from "../command-context.ts";
import { formatExamples } from "../help-texts.ts";
import { addStreamOptions } from "./add-stream-options.ts";
import { readStream, type StreamOptions } from "./read-stream.ts";

/** Gives `flip-pili url snapshot` its options, help and action. */
export function defineSnapshot(command: Command, context: CommandContext): void {
  addStreamOptions(command, "hosts.live.snapshot")
    .summary("URL of a picture of the live stream")
    .description("Prints the URL of a picture of the live stream.")
    .addHelpText("after", formatExamples(["flip-pili url snapshot --stream stream.json"]))
    .action(async (options: StreamOptions) => {
      const stream = await readStream(options, ["live", "snapshot"], context);
      context.terminal.stdout.write(`${snapshotUrl(stream)}\n`);
    });
}
