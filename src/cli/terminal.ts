import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { type ExitCode, exitCodes } from "./errors.ts";

/** Everything that a command uses of its process. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly env: Environment;
  /** Exit code of the program when the command does not throw. A command can set it. */
  exitCode: ExitCode;
}

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Standard input, output and error, and the signals that interrupt a command. */
export interface Terminal {
  readonly stdin: Readable & { isTTY?: boolean | undefined };
  /** Results, for scripts. */
  readonly stdout: Output;
  /** Errors, progress and logs, for people. */
  readonly stderr: Output;
  /**
   * Handles Ctrl-C and SIGTERM from now on: the first aborts the returned signal with an
   * {@link Interruption} as its reason, the second ends the program at once.
   */
  interruption(): AbortSignal;
}

/** A writable stream. It knows its size if it is a terminal. */
export type Output = Writable & {
  isTTY?: boolean | undefined;
  columns?: number | undefined;
  rows?: number | undefined;
};

/** The reason with which the signal of {@link Terminal.interruption} aborts. */
export interface Interruption {
  readonly signal: "SIGINT" | "SIGTERM";
}

/** Waits until the signal aborts. */
export async function waitForInterruption(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}

/** Returns the exit code of a command that was interrupted before it was done. */
export function exitCodeOf({ signal }: Interruption): ExitCode {
  return signal === "SIGINT" ? exitCodes.interrupted : exitCodes.terminated;
}
