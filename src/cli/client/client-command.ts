import type { Command, Option } from "commander";
import { formatExamples } from "../format.ts";
import { type ServiceName, titles } from "../services.ts";
import { type CommandContext, exitCodeOf, type Interruption } from "../terminal.ts";
import { addClientOptions, type ClientFlags } from "./client-options.ts";
import { type Column, printList, printObject } from "./print-results.ts";

/**
 * Command of a client: one row of the table from which `flip-pili flip` and `flip-pili pili` are made.
 *
 * @typeParam Client - What the command calls.
 * @typeParam Options - Values of its own flags.
 */
export interface ClientCommand<Client, Options extends object = object> {
  readonly resource: string;
  readonly verb: string;
  /** Description in one line, without a full stop. */
  readonly summary: string;
  /** Further sentences of the help. */
  readonly details?: string;
  /** Arguments, such as `<id>`, with their descriptions. */
  readonly arguments?: readonly (readonly [name: string, description: string])[];
  /** Creates its own flags. */
  readonly options?: () => readonly Option[];
  /** Further words of a command in the help: `4147fd6f --json`. */
  readonly examples: readonly string[];
  /** Columns of the table. Without columns, an object is printed as a line for each field. */
  readonly columns?: readonly Column[];
  /** Whether the result is for programs: it is one JSON document, also without `--json`. */
  readonly isDocument?: boolean;
  /**
   * Sends the requests. A list is an async iterable, or an array. Without a result, nothing is printed.
   */
  call(call: Call<Client, Options>): AsyncIterable<object> | Promise<object | undefined>;
}

/** One call of a {@link ClientCommand}. */
export interface Call<Client, Options extends object = object> {
  readonly client: Client;
  readonly args: readonly string[];
  readonly options: Options & ClientFlags;
  readonly context: CommandContext;
  /** Options of each request: the signal of an interruption. */
  readonly request: { readonly signal: AbortSignal };
  /** Writes a line for people, unless `--quiet` is given. */
  report(line: string): void;
}

/** Returns the first argument, which is required. */
export function firstArgument({ args: [first = ""] }: Pick<Call<unknown>, "args">): string {
  return first;
}

/** A service whose commands come from a table. */
export interface ClientTable<Client> {
  readonly service: ServiceName;
  readonly resources: Readonly<Record<string, string>>;
  readonly commands: readonly ClientCommand<Client>[];
  /** Functions that add further commands to a resource, which no row can describe. */
  readonly others?: Readonly<Record<string, (resource: Command, context: CommandContext) => void>>;
  /** Creates what the commands call. */
  open(flags: ClientFlags, context: CommandContext): Promise<Client>;
}

/** Adds a subcommand for each resource of a table, with a subcommand for each verb. */
export function defineClient<Client>(
  parent: Command,
  table: ClientTable<Client>,
  context: CommandContext,
): void {
  const names = Object.keys(table.resources).join(", ");
  parent.description(`Calls the API of ${titles[table.service]}: ${names}.`);
  const examples: string[] = [];
  for (const [name, summary] of Object.entries(table.resources)) {
    const resource = parent
      .command(name)
      .summary(summary)
      .description(`${capitalize(summary)}.`);
    const rows = table.commands.filter((row) => row.resource === name);
    for (const row of rows) defineVerb(resource.command(row.verb), row, table, context);
    table.others?.[name]?.(resource, context);
    const firsts = rows.flatMap((row) => examplesOf(row, table).slice(0, 1));
    resource.addHelpText("after", formatExamples(firsts));
    examples.push(...firsts.slice(0, 1));
  }
  parent.addHelpText("after", formatExamples(examples));
}

function examplesOf<Client>(
  row: ClientCommand<Client>,
  { service }: ClientTable<Client>,
): string[] {
  const { resource, verb } = row;
  return row.examples.map((words) => `flip-pili ${service} ${resource} ${verb} ${words}`.trimEnd());
}

function defineVerb<Client>(
  command: Command,
  row: ClientCommand<Client>,
  table: ClientTable<Client>,
  context: CommandContext,
): void {
  const { summary, details } = row;
  command
    .summary(summary)
    .description([`${capitalize(summary)}.`, details].filter(Boolean).join(" "));
  for (const [name, description] of row.arguments ?? []) command.argument(name, description);
  for (const option of row.options?.() ?? []) command.addOption(option);
  addClientOptions(command, table.service)
    .addHelpText("after", formatExamples(examplesOf(row, table)))
    .action((...words: unknown[]) => {
      // Commander passes the arguments, the flags and the command.
      const args = words.slice(0, -2).filter((word) => typeof word === "string");
      return runCommand(row, table, args, command.opts<ClientFlags>(), context);
    });
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

async function runCommand<Client>(
  row: ClientCommand<Client>,
  table: ClientTable<Client>,
  args: readonly string[],
  options: ClientFlags,
  context: CommandContext,
): Promise<void> {
  const signal = context.terminal.interruption();
  const { stderr } = context.terminal;
  const report = (line: string) => {
    if (!options.quiet) stderr.write(`${line}\n`);
  };
  try {
    const client = await table.open(options, context);
    const called = row.call({ client, args, options, context, report, request: { signal } });
    const printing = {
      json: options.json ?? row.isDocument,
      jsonl: options.jsonl,
      columns: row.columns,
    };
    const result = isIterable(called) ? called : await called;
    if (result === undefined) return;
    if (isIterable(result) || Array.isArray(result)) await printList(result, printing, context);
    else printObject(result, printing, context);
  } catch (error) {
    if (!signal.aborted) throw error;
    context.exitCode = exitCodeOf(signal.reason as Interruption);
    report("Interrupted");
  }
}

function isIterable(value: object): value is AsyncIterable<object> {
  return Symbol.asyncIterator in value;
}
