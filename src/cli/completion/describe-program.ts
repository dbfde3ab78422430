import type { Argument, Command, Option } from "commander";

/** Command of the program, as completion needs it. */
export interface CommandDescription {
  /** Names of the commands that lead to it: `["flip", "videos"]`. Empty for the program. */
  readonly path: readonly string[];
  readonly commands: readonly Word[];
  readonly flags: readonly FlagDescription[];
  /** Words that its arguments can be. */
  readonly choices: readonly string[];
  /** Whether an argument is the path of a file. */
  readonly takesFiles: boolean;
}

/** Word, with what it means. */
export interface Word {
  readonly word: string;
  readonly summary: string;
}

/** Flag of a command. */
export interface FlagDescription {
  readonly short: string | undefined;
  readonly long: string;
  readonly summary: string;
  readonly takesValue: boolean;
  readonly choices: readonly string[];
  /** Whether its value is the path of a file. */
  readonly takesFile: boolean;
}

const helpFlag: FlagDescription = {
  short: "-h",
  long: "--help",
  summary: "display help",
  takesValue: false,
  choices: [],
  takesFile: false,
};

/** Describes a program and all its commands, parents first. What the help hides is omitted. */
export function describeProgram(
  command: Command,
  path: readonly string[] = [],
): CommandDescription[] {
  const help = command.createHelp();
  const children = help.visibleCommands(command).filter((child) => child.name() !== "help");
  const flags = command.options.filter((option) => !option.hidden).flatMap(describeFlag);
  const { registeredArguments } = command;
  const description: CommandDescription = {
    path,
    commands: children.map((child) => ({
      word: child.name(),
      summary: child.summary() || child.description(),
    })),
    flags: [...flags, helpFlag],
    choices: registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    takesFiles: registeredArguments.some(isFile),
  };
  return [
    description,
    ...children.flatMap((child) => describeProgram(child, [...path, child.name()])),
  ];
}

function describeFlag(option: Option): FlagDescription[] {
  const { short, long, description, required, optional, argChoices = [] } = option;
  if (!long) return [];
  return [
    {
      short,
      long,
      summary: description,
      takesValue: required || optional,
      choices: argChoices,
      takesFile: /[<[](file|path)/.test(option.flags),
    },
  ];
}

function isFile(argument: Argument): boolean {
  return /^(file|path)/.test(argument.name());
}
