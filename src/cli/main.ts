import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import type { InvalidArgumentError } from "../flip/index.ts";
import { commands } from "./commands.ts";
import { type ExitCode, exitCodes, UsageError } from "./errors.ts";
import { explainExitCodes } from "./format.ts";
import type { CommandContext, Environment, Output, Terminal } from "./terminal.ts";

/**
 * Runs the program.
 *
 * @param argv - The words after the name of the program.
 * @returns The exit code. Errors are printed as one line each, and never thrown.
 */
export async function run(
  argv: readonly string[],
  terminal: Terminal,
  env: Environment,
): Promise<ExitCode> {
  const context: CommandContext = { terminal, env, exitCode: exitCodes.ok };
  const program = createProgram(terminal);
  let called = program;
  program.hook("preAction", (_program, command) => {
    called = command;
  });
  try {
    await addCommands(program, argv, context);
    await program.parseAsync(argv, { from: "user" });
    return context.exitCode;
  } catch (error) {
    return reportError(error, called, terminal.stderr);
  }
}

function createProgram({ stdout, stderr }: Terminal): Command {
  return new Command("flip-pili")
    .description("Command line tools for Telestream Cloud Flip and Qiniu Pili.")
    .version(readVersion())
    .addHelpText("after", explainExitCodes())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (text, write) => write(withoutValues(text)),
      getOutHelpWidth: () => stdout.columns ?? 80,
      getErrHelpWidth: () => stderr.columns ?? 80,
    });
}

/** Adds all commands. Only the module of the command that is called is loaded. */
async function addCommands(
  program: Command,
  argv: readonly string[],
  context: CommandContext,
): Promise<void> {
  for (const { name, summary, load } of commands) {
    const command = program.command(name).summary(summary);
    if (!argv.includes(name)) continue;
    const define = await load();
    define(command, context);
  }
}

function readVersion(): string {
  // The same relative path from the source and from the built file.
  const file = new URL("../../package.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")).version;
}

/** Flags and words whose names differ from the arguments of the library. */
const otherFlags: ReadonlyMap<string, string> = new Map([
  ["apiHost", "--host"],
  ["apiPort", "--port"],
  ["source", "<file>"],
]);

/** Prints an error as one line, and returns the exit code. */
async function reportError(error: unknown, command: Command, stderr: Output): Promise<ExitCode> {
  if (error instanceof CommanderError) {
    // Commander has printed it.
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  }
  // Imported here, because the help does not need the library.
  const { InvalidArgumentError } = await import("../flip/index.ts");
  const isInvalid = error instanceof InvalidArgumentError;
  const text = isInvalid ? nameFlag(error, command) : describeError(error);
  stderr.write(`flip-pili: ${oneLine(text)}\n`);
  return isInvalid || error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
}

/** Formats a usage error as one line, without the values of flags: they may be secrets. */
function withoutValues(text: string): string {
  const line = oneLine(text.replace(/^error: /, ""));
  return `flip-pili: ${line.replace(/(--?[\w-]+)=[^']*/g, "$1")}\n`;
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Describes an invalid argument as the flag or word that it comes from, where there is one. */
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
