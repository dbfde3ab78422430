import { type Command, CommanderError } from "commander";
import type { InvalidArgumentError } from "../flip/index.ts";
import type { Output } from "./terminal.ts";

/** Arguments of the library that have another name on the command line. */
const otherFlags: ReadonlyMap<string, string> = new Map([
  ["apiHost", "--host"],
  ["apiPort", "--port"],
  ["source", "<file>"],
]);

/** Prints an error as one line, and says what the program ends with. */
export async function reportError(
  error: unknown,
  command: Command,
  stderr: Output,
): Promise<ExitCode> {
  if (error instanceof CommanderError) {
    // It has printed its text itself.
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  }
  // Only here: the help needs nothing of the library.
  const { InvalidArgumentError } = await import("../flip/index.ts");
  const isInvalid = error instanceof InvalidArgumentError;
  const text = isInvalid ? nameFlag(error, command) : describeError(error);
  stderr.write(`flip-pili: ${oneLine(text)}\n`);
  return isInvalid || error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
}

/** An error of the command line as one line, without the values of flags: they may be secrets. */
export function withoutValues(text: string): string {
  const line = oneLine(text.replace(/^error: /, ""));
  return `flip-pili: ${line.replace(/(--?[\w-]+)=[^']*/g, "$1")}\n`;
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The error of an argument as one of the flag or word that gave it, where the command has such. */
function nameFlag({ argument, message }: InvalidArgumentError, command: Command): string {
  const name = placeOf(argument, command);
  return name === undefined ? message : message.replace(`Invalid argument ${argument}:`, name);
}

function placeOf(argument: string, command: Command): string | undefined {
  const kebab = argument.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const flag = otherFlags.get(argument) ?? `--${kebab}`;
  const words = command.registeredArguments.map((word) => `<${word.name()}>`);
  const known = [...command.options.map(({ long }) => long), ...words];
  return [flag, `<${argument}>`].find((place) => known.includes(place));
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, " ");
}

/** Thrown when a command cannot be understood. The message names the flag and what is allowed. */
export class UsageError extends Error {
  override readonly name = "UsageError" as const;
}

/** What the program's exit code says. */
export const exitCodes = {
  ok: 0,
  /** Something went wrong, or something was found that should not be. */
  failed: 1,
  /** The command cannot be understood; nothing was done. */
  usage: 2,
  /** Stopped by Ctrl-C, as shells report it: 128 and the number of the signal. */
  interrupted: 130,
  /** Stopped by SIGTERM. */
  terminated: 143,
} as const;

/** An exit code of the program. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
