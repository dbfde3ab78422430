import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import type { InvalidArgumentError } from "../flip/index.ts";
import { toPrintable } from "../http/printable.ts";
import { commands } from "./commands.ts";
import { type ExitCode, exitCodes, UsageError } from "./errors.ts";
import { findProxyVariable } from "./proxies.ts";
import type { CommandContext, Environment, Terminal } from "./terminal.ts";

/**
 * Runs the program.
 *
 * Each error is printed as one line. None is thrown.
 *
 * @param argv - Command line arguments, without the name of the program.
 * @returns The exit code.
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
    return reportError(error, called, context);
  }
}

function createProgram({ stdout, stderr }: Terminal): Command {
  return new Command("flip-pili")
    .description("Command line tools for Telestream Cloud Flip and Qiniu Pili.")
    .version(readVersion())
    .addHelpText("after", helpOnExitCodesAndKeys)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (text, write) => write(formatUsageError(text)),
      getOutHelpWidth: () => stdout.columns ?? 80,
      getErrHelpWidth: () => stderr.columns ?? 80,
    });
}

function readVersion(): string {
  // The relative path is the same for the source and for the built file.
  const file = new URL("../../package.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")).version;
}

const { ok, failed, usage, interrupted, terminated } = exitCodes;

const helpOnExitCodesAndKeys = `
Exit codes:
  ${ok}    success
  ${failed}    the command failed, or found a problem
  ${usage}    the command line is invalid; nothing was done
  ${interrupted}  interrupted by Ctrl-C
  ${terminated}  terminated by SIGTERM

Keys:
  Flip uses TELESTREAM_ACCESS_KEY, TELESTREAM_SECRET_KEY and TELESTREAM_FACTORY_ID. Pili uses
  QINIU_ACCESS_KEY, QINIU_SECRET_KEY and PILI_HUB. Flags override them, but other users of the
  machine can see the flags of a running program: prefer the environment for secrets.`;

/** Adds all commands. Only the module of the called command is loaded. */
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

/** Prints an error as one line, and returns the exit code. */
async function reportError(
  error: unknown,
  command: Command,
  { terminal: { stderr }, env }: CommandContext,
): Promise<ExitCode> {
  if (error instanceof CommanderError) {
    // Commander has already printed the error.
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  }
  // Imported here because the help does not need the library.
  const library = await import("../flip/index.ts");
  const isInvalid = error instanceof library.InvalidArgumentError;
  const text = isInvalid
    ? nameFlag(error, command)
    : describeError(error) + describeProxy(error, library, env);
  stderr.write(`flip-pili: ${toPrintable(toOneLine(text))}\n`);
  return isInvalid || error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
}

/** Formats an error of Commander as one line. Values of flags are removed: they may be secrets. */
function formatUsageError(text: string): string {
  const line = toOneLine(text.replace(/^error: /, ""));
  return `flip-pili: ${line.replace(/(--?[\w-]+)=[^']*/g, "$1")}\n`;
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Returns a note on the proxy of a request if its failure may be that of the proxy, or nothing. */
function describeProxy(
  error: unknown,
  library: typeof import("../flip/index.ts"),
  env: Environment,
): string {
  const { HttpError, NetworkError } = library;
  if (!(error instanceof Error)) return "";
  const isUnreachable =
    error instanceof NetworkError || (error instanceof HttpError && error.status === 407);
  if (!isUnreachable) return describeProxy(error.cause, library, env);
  const variable = findProxyVariable(new URL(error.url), env);
  return variable === undefined ? "" : `; the request used the proxy in ${variable}`;
}

/** Returns the message of the error, with the flag in place of the library's argument if it has one. */
function nameFlag({ argument, message }: InvalidArgumentError, command: Command): string {
  // The items of an array are those of a repeatable flag.
  const name = findFlag(argument.replace(/\[\d+\]$/, ""), command);
  return name === undefined ? message : message.replace(`Invalid argument ${argument}:`, name);
}

function findFlag(argument: string, command: Command): string | undefined {
  const kebab = argument.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const flag = otherFlags.get(argument) ?? `--${kebab}`;
  const positionals = command.registeredArguments.map((word) => `<${word.name()}>`);
  const known = [...command.options.map(({ long }) => long), ...positionals];
  return [flag, `<${argument}>`].find((name) => known.includes(name));
}

/** Flags and positional arguments whose names differ from the library's arguments. */
const otherFlags: ReadonlyMap<string, string> = new Map([
  ["apiHost", "--host"],
  ["apiPort", "--port"],
  ["allowHosts", "--allow-host"],
  ["source", "<file>"],
]);

function toOneLine(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "").join(" ");
}
