import type { Command, Option } from "commander";
import type { ApiName } from "../apis.ts";
import { UsageError } from "../errors.ts";
import { formatExamples } from "../format.ts";
import type { CommandContext } from "../terminal.ts";
import type { BoundCommand } from "./client-command.ts";
import { addClientOptions, type ClientFlags, rejectFlagsOfOtherApi } from "./client-options.ts";

/** A client of one or several APIs, whose commands come from tables. */
export interface Client {
  /** Name of its command. */
  readonly name: string;
  readonly title: string;
  /** Names of the resources, with their descriptions. */
  readonly resources: Readonly<Record<string, string>>;
  /** APIs that `--api` selects. The first is the default. */
  readonly apis: readonly [ApiName, ...ApiName[]];
  /** Commands of all APIs. Those of several APIs with the same resource and verb are one command of the program. */
  readonly commands: readonly BoundCommand[];
  /** Functions that add further commands to a resource, which no table can describe. */
  readonly others?: Readonly<Record<string, (resource: Command, context: CommandContext) => void>>;
}

/** Adds a subcommand for each resource of a client, with a subcommand for each verb. */
export function defineClient(parent: Command, client: Client, context: CommandContext): void {
  const names = Object.keys(client.resources).join(", ");
  parent.description(`Calls the API of ${client.title}: ${names}.`);
  const examples: string[] = [];
  for (const [name, summary] of Object.entries(client.resources)) {
    const resource = parent
      .command(name)
      .summary(summary)
      .description(`${capitalize(summary)}.`);
    const firsts: string[] = [];
    for (const variants of variantsByVerb(name, client)) {
      const [{ verb }] = variants;
      defineVerb(resource.command(verb), variants, client, context);
      firsts.push(...examplesOf(variants, client).slice(0, 1));
    }
    client.others?.[name]?.(resource, context);
    resource.addHelpText("after", formatExamples(firsts));
    examples.push(...firsts.slice(0, 1));
  }
  parent.addHelpText("after", formatExamples(examples));
}

/** The same command of one or several APIs. */
type Variants = readonly [BoundCommand, ...BoundCommand[]];

function variantsByVerb(resource: string, { commands }: Client): Variants[] {
  const byVerb = new Map<string, Variants>();
  for (const row of commands.filter((command) => command.resource === resource)) {
    const before = byVerb.get(row.verb);
    byVerb.set(row.verb, before === undefined ? [row] : [...before, row]);
  }
  return [...byVerb.values()];
}

function examplesOf(variants: Variants, { name, apis }: Client): string[] {
  const examples = variants.flatMap((row) =>
    row.examples.map((words) => {
      const selection = row.api === apis[0] ? "" : ` --api ${row.api}`;
      const { resource, verb } = row;
      return `flip-pili ${name} ${resource} ${verb}${words === "" ? "" : ` ${words}`}${selection}`;
    }),
  );
  const isRepeated = (line: string) => examples.includes(line.replace(/ --api \S+$/, ""));
  return examples.filter((line) => !line.includes(" --api ") || !isRepeated(line));
}

function defineVerb(
  command: Command,
  variants: Variants,
  client: Client,
  context: CommandContext,
): void {
  const [{ summary }] = variants;
  command.summary(summary).description(describe(variants, client));
  for (const [name, description] of argumentsOf(variants)) command.argument(name, description);
  const options = mergeOptions(variants);
  for (const { option } of options.values()) command.addOption(option);
  addClientOptions(command, ...client.apis)
    .addHelpText("after", formatExamples(examplesOf(variants, client)))
    .action((...words: unknown[]) => {
      // Commander passes the arguments, the flags and the command.
      const args = words
        .slice(0, -2)
        .flat()
        .filter((word) => typeof word === "string");
      const flags = command.opts<ClientFlags>();
      const row = selectVariant(variants, client, flags);
      checkFlags(command, row, options, client);
      return row.run(args, flags, context);
    });
}

/** Returns the description of a command, with what differs between the APIs. */
function describe(variants: Variants, { apis }: Client): string {
  const [{ summary, details, api }, ...others] = variants;
  const differing = others.filter((row) => row.details !== details);
  const sentences = [
    `${capitalize(summary)}.`,
    details,
    ...differing.map((row) => row.details && `${row.api}: ${row.details}`),
    variants.length < apis.length &&
      `Only with --api ${[api, ...others.map((row) => row.api)].join(" or ")}.`,
  ];
  return sentences.filter(Boolean).join(" ");
}

/** Returns the arguments of the first variant. Those of the others differ at most in their descriptions. */
function argumentsOf([{ arguments: words = [] }, ...others]: Variants): [string, string][] {
  return words.map(([name, description], index) => {
    const differing = others.flatMap(({ api, arguments: theirs = [] }) => {
      const text = theirs[index]?.[1] ?? description;
      return text === description ? [] : [`; ${api}: ${text}`];
    });
    return [name, description + differing.join("")];
  });
}

/** A flag of a command, and the APIs that support it. */
interface MergedOption {
  readonly option: Option;
  readonly on: readonly ApiName[];
  /** APIs that require it. */
  readonly requiredOn: readonly ApiName[];
}

/** Merges the flags of all variants by their names. */
function mergeOptions(variants: Variants): ReadonlyMap<string, MergedOption> {
  const all = variants.flatMap(({ api, options }) =>
    (options?.() ?? []).map((option) => ({ api, option, key: option.attributeName() })),
  );
  const merged = new Map<string, MergedOption>();
  for (const { key, option } of all) {
    if (merged.has(key)) continue;
    const own = all.filter((other) => other.key === key);
    const on = own.map(({ api }) => api);
    const requiredOn = own.filter((other) => other.option.mandatory).map(({ api }) => api);
    if (on.length < variants.length) option.description = `${on.join(", ")}: ${option.description}`;
    merged.set(key, { option, on, requiredOn });
  }
  for (const { option, requiredOn } of merged.values()) {
    option.makeOptionMandatory(requiredOn.length === variants.length);
  }
  return merged;
}

function selectVariant(
  variants: Variants,
  { name, apis: [first] }: Client,
  { api = first }: ClientFlags,
): BoundCommand {
  const found = variants.find((row) => row.api === api);
  if (found !== undefined) return found;
  const [{ resource, verb }] = variants;
  const names = variants.map((row) => row.api).join(" or ");
  throw new UsageError(`${name} ${resource} ${verb} is only for --api ${names}`);
}

/** @throws {UsageError} When a flag is set that the API does not support, or one is missing that it requires. */
function checkFlags(
  command: Command,
  { api }: BoundCommand,
  options: ReadonlyMap<string, MergedOption>,
  { apis }: Client,
): void {
  const flags = command.opts<ClientFlags>();
  const own = [...options].map(([key, { option, on }]) => {
    const isGiven = command.getOptionValueSource(key) === "cli";
    return [option.long ?? key, [isGiven ? true : undefined, on]] as const;
  });
  rejectFlagsOfOtherApi(flags, apis, Object.fromEntries(own));
  for (const [key, { option, requiredOn }] of options) {
    if (!requiredOn.includes(api) || command.getOptionValue(key) !== undefined) continue;
    throw new UsageError(`required option '${option.flags}' not specified`);
  }
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
