import type { ExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a command works with. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly env: Environment;
  /** What the program ends with, where the command does not throw. A command may set it. */
  exitCode: ExitCode;
}
