import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { UsageError } from "../usage-error.ts";

/** Gives `flip-pili sign` its arguments, options, help and action. */
export function defineSign(command: Command, _context: CommandContext): void {
  command.action(() => {
    throw new UsageError("sign is not there yet");
  });
}
