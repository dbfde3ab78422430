import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { UsageError } from "../usage-error.ts";

/** Gives `flip-pili conform` its arguments, options, help and action. */
export function defineConform(command: Command, _context: CommandContext): void {
  command.action(() => {
    throw new UsageError("conform is not there yet");
  });
}
