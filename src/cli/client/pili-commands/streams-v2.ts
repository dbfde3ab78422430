import { Option } from "commander";
import type { DisabledUntil, Hub, Stream } from "../../../pili-v2/index.ts";
import { UsageError } from "../../errors.ts";
import { integer, unixSeconds } from "../../parse-options.ts";
import { type Call, type ClientCommand, firstArgument } from "../client-command.ts";
import { type LimitFlag, limitOption, listOptions } from "../list-options.ts";

/** The argument of commands for a stream. It has the name that it has in the first version. */
export const key = [["<id>", "key of the stream"]] as const;

/** Returns the stream of the first argument without a request. */
export function toStream(call: Pick<Call<Hub>, "client" | "args">): Stream {
  return call.client.stream(firstArgument(call));
}

const list: ClientCommand<Hub, LimitFlag & { prefix?: string; liveOnly?: boolean }> = {
  resource: "streams",
  verb: "list",
  summary: "list the streams of the hub",
  options: () => [
    new Option("--prefix <text>", "only those whose key begins with this text"),
    new Option("--live-only", "only those that are live"),
    limitOption(),
  ],
  examples: ["--prefix camera --live-only"],
  columns: ["key", "hub"],
  async *call(call) {
    const { prefix, liveOnly } = call.options;
    yield* call.client.listStreams({ prefix, liveOnly }, listOptions(call));
  },
};

const create: ClientCommand<Hub, { key: string }> = {
  resource: "streams",
  verb: "create",
  summary: "create a stream",
  details: "Publishing to a valid URL creates the stream as well.",
  options: () => [new Option("--key <key>", "key of the stream").makeOptionMandatory()],
  examples: ["--key camera-1"],
  async call({ client, options, request }) {
    return client.createStream(options.key, request);
  },
};

const disable: ClientCommand<Hub, { until?: number; for?: number }> = {
  resource: "streams",
  verb: "disable",
  summary: "disable publishing to a stream",
  details: "Without --until and --for, until the command enable.",
  arguments: key,
  options: () => [
    new Option("--until <time>", "end of the time: Unix seconds or ISO 8601").argParser(
      unixSeconds,
    ),
    new Option("--for <seconds>", "duration")
      .argParser(integer(1, Number.MAX_SAFE_INTEGER))
      .conflicts("until"),
  ],
  examples: ["camera-1", "camera-1 --until 2026-12-31T12:00:00Z"],
  async call(call) {
    const { until, for: forSeconds } = call.options;
    const time: DisabledUntil | undefined = forSeconds === undefined ? until : { forSeconds };
    await toStream(call).disable(time, call.request);
    return { key: firstArgument(call), disabled: true };
  },
};

const status: ClientCommand<Hub> = {
  resource: "streams",
  verb: "status",
  summary: "show whether a stream is published, and at which rate",
  arguments: key,
  examples: ["camera-1", "camera-1 --json"],
  async call(call) {
    const live = await toStream(call).liveStatus(call.request);
    return { key: firstArgument(call), live: live !== undefined, ...live };
  },
};

const statuses: ClientCommand<Hub> = {
  resource: "streams",
  verb: "statuses",
  summary: "list those of some streams that are published, and at which rate",
  arguments: [["<id...>", "keys of the streams, any number"]],
  examples: ["camera-1 camera-2 --json"],
  columns: ["key", "startAt", "clientIP", "bps"],
  async call({ client, args, request }) {
    return client.liveStatuses(args, request);
  },
};

/** Values of the flags of an interval. */
export interface IntervalFlags {
  start?: number;
  end?: number;
}

/** Creates the flags of an interval, both of whose ends may be missing. */
export function intervalOptions(): Option[] {
  return [
    new Option("--start <time>", "start of the interval: Unix seconds or ISO 8601").argParser(
      unixSeconds,
    ),
    new Option("--end <time>", "end of the interval: Unix seconds or ISO 8601").argParser(
      unixSeconds,
    ),
  ];
}

const history: ClientCommand<Hub, IntervalFlags> = {
  resource: "streams",
  verb: "history",
  summary: "list when a stream was published, the latest first",
  arguments: key,
  options: intervalOptions,
  examples: ["camera-1 --start 2026-01-31T12:00:00Z --json"],
  columns: ["start", "end", ["seconds", ({ start, end }) => Number(end) - Number(start)]],
  async call(call) {
    const { start, end } = call.options;
    return toStream(call).historyActivity({ start, end }, call.request);
  },
};

const stats: ClientCommand<Hub, IntervalFlags> = {
  resource: "streams",
  verb: "stats",
  summary: "list measurements of a stream, of at most 24 hours",
  arguments: key,
  options: intervalOptions,
  examples: ["camera-1 --jsonl"],
  async call(call) {
    const { start, end } = call.options;
    return toStream(call).stats({ start, end }, call.request);
  },
};

const converts: ClientCommand<Hub, { profiles?: string; none?: boolean }> = {
  resource: "streams",
  verb: "converts",
  summary: "set the profiles that a stream is converted to, from the next push on",
  arguments: key,
  options: () => [
    new Option("--profiles <names>", "profiles, separated by commas"),
    new Option("--none", "end the conversion").conflicts("profiles"),
  ],
  examples: ["camera-1 --profiles 480p,720p", "camera-1 --none"],
  async call(call) {
    const { profiles, none } = call.options;
    if (profiles === undefined && !none) throw new UsageError("--profiles or --none is missing");
    const names = profiles?.split(",").map((name) => name.trim()) ?? [];
    await toStream(call).setConverts(names, call.request);
    return { key: firstArgument(call), converts: names };
  },
};

/** Commands of streams, without those that store recordings. */
export const streamCommandsV2: readonly ClientCommand<Hub>[] = [
  list,
  {
    resource: "streams",
    verb: "get",
    summary: "show a stream",
    arguments: key,
    examples: ["camera-1"],
    async call(call) {
      return { key: firstArgument(call), ...(await toStream(call).info(call.request)) };
    },
  },
  create,
  {
    resource: "streams",
    verb: "enable",
    summary: "enable publishing to a stream",
    arguments: key,
    examples: ["camera-1"],
    async call(call) {
      await toStream(call).enable(call.request);
      return { key: firstArgument(call), disabled: false };
    },
  },
  disable,
  status,
  statuses,
  history,
  stats,
  converts,
];
