import { Argument, type Command } from "commander";
import { formatBash } from "../completion/bash.ts";
import { type CommandDescription, describeProgram } from "../completion/describe-program.ts";
import { formatFish } from "../completion/fish.ts";
import { formatZsh } from "../completion/zsh.ts";
import { formatExamples } from "../format.ts";
import type { CommandContext } from "../terminal.ts";

const formats = { bash: formatBash, zsh: formatZsh, fish: formatFish } satisfies Record<
  string,
  (commands: readonly CommandDescription[]) => string
>;

/** Adds arguments, help and action to `flip-pili completion`. */
export function defineCompletion(command: Command, context: CommandContext): void {
  command
    .description(
      "Prints a script with which a shell completes commands, flags and their values. Put the example for your shell " +
        "into its start-up file.",
    )
    .addArgument(new Argument("<shell>", "name of the shell").choices(Object.keys(formats)))
    .addHelpText(
      "after",
      formatExamples([
        "flip-pili completion fish | source",
        "source <(flip-pili completion bash)",
        "source <(flip-pili completion zsh)",
      ]),
    )
    .action((shell: keyof typeof formats) => {
      const program = command.parent ?? command;
      context.terminal.stdout.write(formats[shell](describeProgram(program)));
    });
}
