import { readFileSync } from "node:fs";
import { Command } from "commander";
import { commands } from "./commands.ts";
import { type ExitCode, exitCodes, reportError, withoutValues } from "./errors.ts";
import { explainExitCodes } from "./format.ts";
import type { CommandContext, Environment, Terminal } from "./terminal.ts";

/**
 * Runs the program.
 *
 * @param argv - What stands behind the program's name.
 * @returns The exit code. It never throws: errors are printed, one line each.
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

/** A command that is not called is a name in the help: its module is not loaded. */
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
  // As far from the source as from what is built of it.
  const file = new URL("../../package.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")).version;
}
