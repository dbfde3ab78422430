import type { Option } from "commander";
import type { ApiName } from "../apis.ts";
import { type CommandContext, exitCodeOf, type Interruption } from "../terminal.ts";
import type { ClientFlags } from "./client-options.ts";
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
  /** Further words of the command in examples of the help, without `--api`: `4147fd6f --json`. */
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

/** Commands of one API. */
export interface ClientTable<Client> {
  readonly api: ApiName;
  readonly commands: readonly ClientCommand<Client>[];
  /** Creates what the commands call. */
  open(flags: ClientFlags, context: CommandContext): Promise<Client>;
}

/** Command of one API that can be run without knowing what it calls. */
export interface BoundCommand extends Omit<ClientCommand<never>, "call"> {
  readonly api: ApiName;
  run(args: readonly string[], flags: ClientFlags, context: CommandContext): Promise<void>;
}

/** Binds the commands of a table to what they call. */
export function bindCommands<Client>(table: ClientTable<Client>): BoundCommand[] {
  return table.commands.map((row) => ({
    ...row,
    api: table.api,
    run: (args, flags, context) => runCommand(row, table, args, flags, context),
  }));
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
