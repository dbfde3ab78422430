import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import type { InvalidArgumentError } from "../flip/index.ts";
import { toPrintable } from "../http/printable.ts";
import { apis } from "./apis.ts";
import { commands } from "./commands.ts";
import { type ExitCode, exitCodeMeanings, exitCodes, UsageError } from "./errors.ts";
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
    .description("Command line tools for Telestream Cloud Flip, Qiniu Pili and RTC.")
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

const helpOnExitCodesAndKeys = `
Exit codes:
${Object.entries(exitCodeMeanings)
  .map(([code, meaning]) => `  ${code.padEnd(3)}  ${meaning}`)
  .join("\n")}

Keys:
  They are in these variables, with ids and the URL of the service:
${Object.entries(apis)
  .map(([name, { variables }]) => `  ${name.padEnd(8)}  ${Object.values(variables).join(", ")}`)
  .join("\n")}
  Without keys there, the profile of flip-pili login is used that FLIP_PILI_PROFILE names, or the one
  named default. Flags override both, but other users of the machine can see the flags of a running
  program: prefer the environment for secrets, or flip-pili login.

Output:
  Results are on standard output, and everything else on standard error. Colours are only on
  terminals, and never if NO_COLOR is set.`;

/** The command that prints all others. */
const completion = "completion";

/** Adds all commands. Only the module of the called command is loaded. */
async function addCommands(
  program: Command,
  argv: readonly string[],
  context: CommandContext,
): Promise<void> {
  const called = argv.find((word) => commands.some(({ name }) => name === word));
  for (const { name, summary, load } of commands) {
    const command = program.command(name).summary(summary);
    if (name !== called && called !== completion) continue;
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
  return exitCodeOfError(error, library);
}

/** Returns the exit code of an error. One that only describes another has the exit code of that. */
function exitCodeOfError(error: unknown, library: typeof import("../flip/index.ts")): ExitCode {
  const { ApplyProfilesError, HttpError, InvalidArgumentError } = library;
  if (!(error instanceof Error)) return exitCodes.failed;
  if (error instanceof UsageError || error instanceof InvalidArgumentError) return exitCodes.usage;
  if (error instanceof HttpError) return statusExitCodes.get(error.status) ?? exitCodes.failed;
  const isWrapper = error.name === "Error" || error instanceof ApplyProfilesError;
  return isWrapper ? exitCodeOfError(error.cause, library) : exitCodeOfDelay(error, library);
}

/** Returns the exit code of an error if it says that something did not happen in time. */
function exitCodeOfDelay(error: Error, library: typeof import("../flip/index.ts")): ExitCode {
  const { NetworkError, TimeoutError } = library;
  // Each API of Flip has its own class. The error of a wait for a job has none.
  const isWait =
    error.name === "EncodingTimeoutError" ||
    (error instanceof TimeoutError && error.method === "Job");
  if (isWait) return exitCodes.timeout;
  const isUnreachable = error instanceof NetworkError || error instanceof TimeoutError;
  return isUnreachable ? exitCodes.unreachable : exitCodes.failed;
}

const statusExitCodes: ReadonlyMap<number, ExitCode> = new Map<number, ExitCode>([
  [401, exitCodes.unauthorized],
  [403, exitCodes.unauthorized],
  [404, exitCodes.notFound],
  [612, exitCodes.notFound],
]);

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
  const before = `Invalid argument ${argument}:`;
  if (argument === "params" || argument === "changes") {
    return message
      .replace(before, "Parameters")
      .replace(/\w+/g, (word) => findFlag(word, command) ?? word);
  }
  // The items of an array are those of a repeatable flag.
  const name = findFlag(argument.replace(/\[\d+\]$/, ""), command);
  if (name !== undefined) return message.replace(before, name);
  const [root = ""] = argument.split(/[.[]/, 1);
  const file = findFlag(root, command);
  if (file === undefined) return message;
  return message.replace(before, file + argument.slice(root.length));
}

function findFlag(argument: string, command: Command): string | undefined {
  const name = argument.replace(/^(query|params|changes)\./, "");
  const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replaceAll("_", "-");
  const positionals = command.registeredArguments.map((word) => `<${word.name()}>`);
  const known = [...command.options.map(({ long }) => long), ...positionals];
  const names = [...(otherFlags.get(name) ?? []), `--${kebab}`, `<${name}>`];
  return names.find((candidate) => known.includes(candidate));
}

/** Flags and positional arguments whose names differ from the library's arguments. */
const otherFlags: ReadonlyMap<string, readonly string[]> = new Map([
  ["apiHost", ["--host", "--url"]],
  ["apiPort", ["--port", "--url"]],
  ["jobHost", ["--job-url"]],
  ["hubName", ["--hub"]],
  ["key", ["<id>"]],
  ["fname", ["--name"]],
  ["notify", ["--notify-url"]],
  ["until.forSeconds", ["--for"]],
  ["persistentDeleteAfterDays", ["--delete-after-days"]],
  ["allowHosts", ["--allow-host"]],
  ["source", ["<file>"]],
  ["wanted", ["<file>"]],
  ["plan", ["<file>"]],
  ["upstream", ["--url"]],
  ["timeoutMs", ["--timeout"]],
  ["pollMs", ["--poll"]],
]);

function toOneLine(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "").join(" ");
}
