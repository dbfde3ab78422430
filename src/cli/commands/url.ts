import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { UsageError } from "../usage-error.ts";

/** Gives `flip-pili url` its arguments, options, help and action. */
export function defineUrl(command: Command, _context: CommandContext): void {
  command.action(() => {
    throw new UsageError("url is not there yet");
  });
}
