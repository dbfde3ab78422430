import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { UsageError } from "../usage-error.ts";

/** Gives `flip-pili upload` its arguments, options, help and action. */
export function defineUpload(command: Command, _context: CommandContext): void {
  command.action(() => {
    throw new UsageError("upload is not there yet");
  });
}
