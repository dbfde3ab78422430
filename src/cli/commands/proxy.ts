import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { UsageError } from "../usage-error.ts";

/** Gives `flip-pili proxy` its arguments, options, help and action. */
export function defineProxy(command: Command, _context: CommandContext): void {
  command.action(() => {
    throw new UsageError("proxy is not there yet");
  });
}
