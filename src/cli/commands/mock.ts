import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { UsageError } from "../usage-error.ts";

/** Gives `flip-pili mock` its arguments, options, help and action. */
export function defineMock(command: Command, _context: CommandContext): void {
  command.action(() => {
    throw new UsageError("mock is not there yet");
  });
}
