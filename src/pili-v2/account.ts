import {
  getCasterUsage,
  getCodecUsage,
  getDownflowUsage,
  getNropUsage,
  getPubUsage,
  getUpflowUsage,
  listHubs,
} from "../../generated/pili-v2/endpoints.ts";
import type { components } from "../../generated/pili-v2/schema.ts";
import {
  isPlainObject,
  requireItems,
  requireKnownOptions,
  requireObject,
  requireOneOf,
  requireText,
  requireThat,
} from "../http/argument-checks.ts";
import { createHidden } from "../http/hidden.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap } from "../http/unwrap.ts";
import type { Credentials } from "../qiniu/credentials.ts";
import { isSuccessData } from "../qiniu/is-success-data.ts";
import { type PiliOptions, readPiliOptions } from "../qiniu/pili-options.ts";
import { createPiliClientFromSettings, type PiliClient } from "./create-pili-client.ts";

/** Usage in one interval: its start, and the values by their name in `select`, or by the value of `group`. */
export type UsageItem = components["schemas"]["UsageItem"];

/** What each kind of usage counts, and the filters that it has. */
interface UsageKinds {
  upflow: { select: "flow"; filter: "hub" | "domain" | "area" };
  downflow: { select: "flow"; filter: "hub" | "domain" | "area" };
  codec: { select: "duration"; filter: "hub" | "profile" };
  nrop: { select: "count"; filter: "hub" | "assured" };
  caster: { select: "upflow" | "downflow" | "duration"; filter: "container" | "resolution" };
  pub: { select: "count" | "duration"; filter: "tp" };
}

/**
 * Kind of usage:
 *
 * - `upflow`, `downflow`: traffic of publishers and of viewers, in bytes
 * - `codec`: duration of conversions, in milliseconds
 * - `nrop`: number of checked pictures
 * - `caster`: traffic in bytes and duration in seconds of the live switcher
 * - `pub`: number and duration in milliseconds of relayed publishing
 */
export type UsageKind = keyof UsageKinds;

/** Parameters of `account.usage()`. */
export interface UsageParams<Kind extends UsageKind = UsageKind> {
  /** Start of the period, included: `YYYYMMDD` or `YYYYMMDDhhmmss`. */
  begin: string;
  /** End of the period, excluded. A time in the future counts as now. */
  end: string;
  /** Duration that each item stands for. */
  granularity: "5min" | "hour" | "day" | "month";
  /**
   * Values to return. Required for `caster` and `pub`.
   *
   * @default the only value of the kind
   */
  select?: readonly UsageKinds[Kind]["select"][] | undefined;
  /** Filter whose values are counted separately. */
  group?: UsageKinds[Kind]["filter"] | undefined;
  /** Values that are counted, by the name of the filter: `{ hub: ["a"], area: ["!cn"] }`. `!` excludes a value. */
  filters?: { readonly [Name in UsageKinds[Kind]["filter"]]?: readonly string[] } | undefined;
}

/** Calls an operation whose query has been checked. */
type GetUsage = (client: PiliClient, options: RequestOptions & { query: never }) => Promise<never>;

interface UsageRules {
  readonly get: unknown;
  readonly select: readonly string[];
  readonly filters: readonly string[];
}

const flowFilters = ["hub", "domain", "area"];

const rules: Readonly<Record<UsageKind, UsageRules>> = {
  upflow: { get: getUpflowUsage, select: ["flow"], filters: flowFilters },
  downflow: { get: getDownflowUsage, select: ["flow"], filters: flowFilters },
  codec: { get: getCodecUsage, select: ["duration"], filters: ["hub", "profile"] },
  nrop: { get: getNropUsage, select: ["count"], filters: ["hub", "assured"] },
  caster: {
    get: getCasterUsage,
    select: ["upflow", "downflow", "duration"],
    filters: ["container", "resolution"],
  },
  pub: { get: getPubUsage, select: ["count", "duration"], filters: ["tp"] },
};

const clients = /* @__PURE__ */ createHidden<PiliClient>();

/**
 * Account with its hubs and its usage.
 *
 * @example
 * const account = new Account(new Credentials("qiniu_access_key", "qiniu_secret_key"));
 * const items = await account.usage("downflow", { begin: "20260101", end: "20260201", granularity: "day" });
 */
export class Account {
  /** @throws {InvalidArgumentError} When an argument is not valid. */
  constructor(credentials: Credentials, options: PiliOptions = {}) {
    clients.set(this, createPiliClientFromSettings(credentials, readPiliOptions(options, "")));
  }

  /**
   * Lists the names of the hubs.
   *
   * @throws {HttpError} When the service rejects the request.
   */
  async hubNames(options: RequestOptions = {}): Promise<string[]> {
    const { items } = await unwrap(listHubs(clients.of(this), options), isHubList);
    return (items ?? []).map(({ name }) => String(name));
  }

  /**
   * Retrieves usage over time, which bills are based on.
   *
   * @throws {InvalidArgumentError} When the kind or a parameter is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  async usage<Kind extends UsageKind>(
    kind: Kind,
    params: UsageParams<Kind>,
    options: RequestOptions = {},
  ): Promise<UsageItem[]> {
    const { get, ...allowed } = rules[requireOneOf("kind", kind, Object.keys(rules) as Kind[])];
    const query = toUsageQuery(params, allowed) as never;
    const response = (get as GetUsage)(clients.of(this), { query, ...options });
    return (await unwrap<UsageItem[] | null>(response, isUsageList)) ?? [];
  }
}

const knownParams: Readonly<Record<keyof UsageParams, true>> = {
  begin: true,
  end: true,
  granularity: true,
  select: true,
  group: true,
  filters: true,
};

function toUsageQuery(
  params: UsageParams,
  { select: values, filters: names }: Omit<UsageRules, "get">,
): Record<string, unknown> {
  requireKnownOptions(requireObject("params", params), knownParams);
  const { begin, end, granularity, select, group, filters = {} } = params;
  const [from, to] = [requireTime("begin", begin), requireTime("end", end)];
  requireThat(from < to, "begin", "must be before end");
  requireOneOf("granularity", granularity, ["5min", "hour", "day", "month"]);
  if (group !== undefined) requireOneOf("group", group, names);
  const selected = values.length === 1 ? (select ?? values) : select;
  const given = Object.entries(requireObject("filters", filters));
  const set = given.filter(([, items]) => items !== undefined);
  const filtered = set.map(([name, items]) => {
    requireOneOf("filters", name, names);
    return [`$${name}`, requireTexts(`filters.${name}`, items)];
  });
  return {
    ...Object.fromEntries(filtered),
    begin,
    end,
    g: granularity,
    ...(group === undefined ? {} : { group }),
    select: requireSelected(selected, values),
  };
}

/** Returns a time with all digits. */
function requireTime(argument: string, value: unknown): string {
  const text = requireText(argument, value);
  requireThat(/^(\d{8}|\d{14})$/.test(text), argument, "must be YYYYMMDD or YYYYMMDDhhmmss");
  return text.padEnd(14, "0");
}

function requireSelected(selected: unknown, values: readonly string[]): string[] {
  const list = requireTexts("select", selected);
  for (const value of list) requireOneOf("select", value, values);
  return list;
}

function requireTexts(argument: string, values: unknown): string[] {
  const isText = (value: unknown) => typeof value === "string" && value.trim() !== "";
  const form = { array: "an array of texts", item: "must be a non-empty string" };
  const list = requireItems(argument, values as readonly string[], isText, form);
  requireThat(list.length > 0, argument, "must not be empty");
  return [...list];
}

function isHubList(data: unknown): boolean {
  return isSuccessData(data) && areObjects((data as { items?: unknown }).items ?? []);
}

function isUsageList(data: unknown): boolean {
  return areObjects(data ?? []);
}

function areObjects(items: unknown): boolean {
  return Array.isArray(items) && items.every(isPlainObject);
}
