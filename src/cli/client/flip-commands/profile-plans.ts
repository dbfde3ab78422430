import { Option } from "commander";
import type { ProfilePlan, ProfileStep } from "../../../flip/index.ts";
import { exitCodes, UsageError } from "../../errors.ts";
import { readInput, writeOutput } from "../../files.ts";
import type { CommandContext } from "../../terminal.ts";
import { type Call, type ClientCommand, firstArgument } from "../client-command.ts";
import type { Factory, FlipAccount } from "../flip-account.ts";
import type { Column } from "../print-results.ts";

interface PlanFlags {
  deleteOthers?: boolean;
  replace?: boolean;
}

function planOptions(): Option[] {
  return [
    new Option("--delete-others", "also delete profiles that are not in the file"),
    new Option("--replace", "delete and create a profile where an update cannot make the change"),
  ];
}

const file = [
  ["<file>", "JSON array of profiles, as flip profiles pull writes it; - is standard input"],
] as const;

/** Fields that a factory sets. They are not part of a profile that another factory should have. */
const factoryFields: ReadonlySet<string> = new Set(["id", "created_at", "updated_at"]);

/** Returns the fields of a profile that a plan compares. */
function toWanted(details: object): object {
  const entries = Object.entries(details);
  return Object.fromEntries(
    entries.filter(([name, value]) => value !== null && !factoryFields.has(name)),
  );
}

const pull: ClientCommand<FlipAccount, { output?: string }> = {
  resource: "profiles",
  verb: "pull",
  summary: "write the profiles of the factory as JSON, for plan and apply",
  details:
    "The output is a JSON array without ids and times, in the order of the names. It contains encryption keys, if " +
    "profiles have them.",
  options: () => [new Option("-o, --output <file>", "file to write instead of standard output")],
  examples: ["--output profiles.json"],
  isDocument: true,
  async call({ client, request, options, report }) {
    const { profiles } = await client.factory(request);
    const all = (await profiles.all({ expand: true }, request)).map(({ details }) => details);
    const sorted = [...all].sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1));
    const wanted = sorted.map(toWanted);
    if (options.output === undefined) return wanted;
    await writeOutput("--output", options.output, `${JSON.stringify(wanted, undefined, 2)}\n`);
    report(`${wanted.length} profiles written to ${options.output}`);
    return undefined;
  },
};

const columns: readonly Column[] = [
  "action",
  "name",
  [
    "fields",
    ({ changes, values }) =>
      Object.entries(Object(changes ?? values))
        .map(([field, change]) => describeField(field, change, changes !== undefined))
        .join(", "),
  ],
];

/** Fields whose values are not shown. */
const secretField = /^encryption_(key|iv)/;

function describeField(field: string, value: unknown, isChange: boolean): string {
  if (secretField.test(field)) return field;
  if (!isChange) return `${field}=${format(value)}`;
  const { from, to } = value as { from: unknown; to: unknown }; // See ProfileChange.
  return `${field}: ${format(from)} -> ${format(to)}`;
}

function format(value: unknown): string {
  return value === null || value === undefined ? "none" : String(value);
}

const plan: ClientCommand<FlipAccount, PlanFlags & { exitCode?: boolean }> = {
  resource: "profiles",
  verb: "plan",
  summary: "show what apply would change, without changing anything",
  details:
    "Profiles are recognized by their names. Fields that are not in the file stay as they are. With --json, the " +
    "output is a plan that apply accepts.",
  arguments: file,
  options: () => [
    ...planOptions(),
    new Option("--exit-code", "end with exit code 1 when something differs"),
  ],
  examples: ["profiles.json", "profiles.json --delete-others --json > plan.json"],
  columns,
  async call(call) {
    const { steps, ...rest } = await makePlan(call);
    if (steps.length === 0) call.report("Nothing differs");
    else if (call.options.exitCode) call.context.exitCode = exitCodes.failed;
    return call.options.json ? { ...rest, steps } : [...steps];
  },
};

const apply: ClientCommand<FlipAccount, PlanFlags> = {
  resource: "profiles",
  verb: "apply",
  summary: "make the profiles of the factory those of a file",
  details: "A second call changes nothing. The file can also be the JSON of a plan.",
  arguments: file,
  options: planOptions,
  examples: ["profiles.json", "plan.json"],
  columns: ["action", "name", "id"],
  async call(call) {
    const made = await makePlan(call);
    if (made.steps.length === 0) call.report("Nothing differs");
    const factory = await call.client.factory(call.request);
    return call.client.applyProfiles(made, { factory, ...call.request });
  },
};

async function makePlan(call: Call<FlipAccount, PlanFlags>): Promise<ProfilePlan> {
  const { client, options, context, request } = call;
  const content = await readJson(firstArgument(call), context);
  const factory = await client.factory(request);
  if (isPlan(content)) return requirePlanOf(content, factory, options);
  if (!Array.isArray(content)) throw new UsageError("<file> must be a JSON array of profiles");
  const { deleteOthers, replace } = options;
  return client.planProfiles(factory, content, { deleteOthers, replace, ...request });
}

function isPlan(content: unknown): content is ProfilePlan {
  const { factoryId, steps } = Object(content) as { factoryId?: unknown; steps?: ProfileStep[] };
  return typeof factoryId === "string" && Array.isArray(steps);
}

function requirePlanOf(plan: ProfilePlan, factory: Factory, flags: PlanFlags): ProfilePlan {
  if (flags.deleteOthers || flags.replace) {
    throw new UsageError(
      "--delete-others and --replace are for a file with profiles, not for a plan",
    );
  }
  if (plan.factoryId === factory.id) return plan;
  throw new UsageError(`<file> is a plan for the factory ${plan.factoryId}`);
}

async function readJson(path: string, { terminal }: CommandContext): Promise<unknown> {
  const text = Buffer.from(await readInput("<file>", path, terminal)).toString();
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`<file> must be JSON: ${path}`);
  }
}

/** Commands of all profiles of a factory. */
export const profilePlanCommands: readonly ClientCommand<FlipAccount>[] = [pull, plan, apply];
