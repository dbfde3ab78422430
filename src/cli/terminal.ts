import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { ExitCode } from "./errors.ts";

/** Where output goes. On a terminal it knows its width. */
export type Output = Writable & { isTTY?: boolean | undefined; columns?: number | undefined };

/** Where a command reads from and prints to. */
export interface Terminal {
  readonly stdin: Readable & { isTTY?: boolean | undefined };
  /** Results: what scripts read. */
  readonly stdout: Output;
  /** Everything that is meant for people: errors, progress, logs. */
  readonly stderr: Output;
  /**
   * From now on Ctrl-C and SIGTERM do not end the program, but this signal is aborted, with an
   * {@link Interruption} as its reason. A second one ends the program at once.
   */
  interruption(): AbortSignal;
}

/** The reason with which {@link Terminal.interruption} is aborted. */
export interface Interruption {
  readonly signal: "SIGINT" | "SIGTERM";
}

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a command works with. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly env: Environment;
  /** What the program ends with, where the command does not throw. A command may set it. */
  exitCode: ExitCode;
}

/** Waits until the program is asked to end. */
export async function waitForInterruption(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}
