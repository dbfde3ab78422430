import { Option } from "commander";
import type { CreateStreamParams, Hub, ListStreamsParams, Stream } from "../../../pili/index.ts";
import { UsageError } from "../../errors.ts";
import { unixSeconds } from "../../parse-options.ts";
import { type Call, type ClientCommand, firstArgument } from "../client-command.ts";
import { type LimitFlag, limitOption, listOptions } from "../list-options.ts";

const id = [["<id>", "id of the stream: z1.hub.title"]] as const;
const example = "z1.test-hub.test-title";

/** Values of the flags that describe how a stream is published. */
interface PublishFlags {
  publishKey?: string;
  publishSecurity?: "dynamic" | "static";
}

function publishOptions(): Option[] {
  return [
    new Option("--publish-key <key>", "key of publish URLs, which other users can see in a flag"),
    new Option("--publish-security <kind>", "signature of publish URLs").choices([
      "dynamic",
      "static",
    ]),
  ];
}

function readPublishing({ publishKey, publishSecurity }: PublishFlags): CreateStreamParams {
  return {
    ...(publishKey !== undefined && { publishKey }),
    ...(publishSecurity !== undefined && { publishSecurity }),
  };
}

const list: ClientCommand<Hub, LimitFlag & { status?: "connected"; title?: string }> = {
  resource: "streams",
  verb: "list",
  summary: "list the streams of the hub, the latest first",
  options: () => [
    new Option("--status <status>", "only those with this status").choices(["connected"]),
    new Option("--title <prefix>", "only those whose title begins with this text"),
    limitOption(),
  ],
  examples: ["--status connected", "--title camera --json"],
  columns: ["id", "title", "disabled", "publishSecurity", "createdAt"],
  async *call(call) {
    const { status, title } = call.options;
    const filters: ListStreamsParams = {
      ...(status !== undefined && { status }),
      ...(title !== undefined && { title }),
    };
    yield* call.client.listStreams(filters, listOptions(call));
  },
};

const create: ClientCommand<Hub, PublishFlags & { title?: string }> = {
  resource: "streams",
  verb: "create",
  summary: "create a stream",
  options: () => [
    new Option("--title <title>", "title (default: one that the service chooses)"),
    ...publishOptions(),
  ],
  examples: ["--title camera-1 --publish-security dynamic"],
  async call({ client, options, request }) {
    const { title } = options;
    const params = { ...readPublishing(options), ...(title !== undefined && { title }) };
    return client.createStream(params, request);
  },
};

const update: ClientCommand<Hub, PublishFlags> = {
  resource: "streams",
  verb: "update",
  summary: "update how a stream is published",
  arguments: id,
  options: publishOptions,
  examples: [`${example} --publish-security static`],
  async call(call) {
    return toStream(call).update(readPublishing(call.options), call.request);
  },
};

/** Returns the stream of the first argument without a request. */
function toStream(call: Call<Hub>) {
  return call.client.stream(firstArgument(call));
}

/** Creates a command that enables or disables a stream. */
function createSwitch(verb: "enable" | "disable"): ClientCommand<Hub> {
  return {
    resource: "streams",
    verb,
    summary: `${verb} publishing to a stream`,
    arguments: id,
    examples: [example],
    async call(call) {
      return toStream(call)[verb](call.request);
    },
  };
}

const segments: ClientCommand<Hub, LimitFlag & { start?: number; end?: number }> = {
  resource: "streams",
  verb: "segments",
  summary: "list the recorded segments of a stream",
  arguments: id,
  options: () => [
    new Option("--start <time>", "Unix seconds or ISO 8601, with --end").argParser(unixSeconds),
    new Option("--end <time>", "Unix seconds or ISO 8601, with --start").argParser(unixSeconds),
    limitOption(),
  ],
  examples: [example, `${example} --start 2026-01-31T12:00:00Z --end 2026-01-31T13:00:00Z --json`],
  columns: ["start", "end", ["seconds", ({ start, end }) => Number(end) - Number(start)]],
  async call(call) {
    const { start, end, limit } = call.options;
    return toStream(call).segments({ start, end, limit }, call.request);
  },
};

/** Creates the flags for URLs of a recorded interval. */
function intervalOptions(): Option[] {
  return [
    new Option("--start <time>", "start of a recording: Unix seconds or ISO 8601").argParser(
      unixSeconds,
    ),
    new Option("--end <time>", "end of a recording: Unix seconds or ISO 8601").argParser(
      unixSeconds,
    ),
  ];
}

interface UrlFlags {
  start?: number;
  end?: number;
  publish?: boolean;
}

const urls: ClientCommand<Hub, UrlFlags> = {
  resource: "streams",
  verb: "urls",
  summary: "list the URLs of a stream",
  details:
    "The profile ORIGIN is the stream as published. The URL that a broadcaster publishes to is listed only with " +
    "--publish: everybody who has it can publish.",
  arguments: id,
  options: () => [
    new Option("--publish", "also list the URL to publish to, which is a secret"),
    ...intervalOptions(),
  ],
  examples: [example, `${example} --start 1440225930 --end 1440226380`],
  columns: ["kind", "profile", "url"],
  async call(call) {
    const { start, end } = call.options;
    if ((start === undefined) !== (end === undefined)) {
      throw new UsageError("--start and --end must be given together");
    }
    const stream = await call.client.getStream(firstArgument(call), call.request);
    return listUrls(stream, call.options);
  },
};

/** Lists the URLs of the kinds for which the stream has a host. */
function listUrls(stream: Stream, { start, end, publish }: UrlFlags): object[] {
  const { hosts } = stream.details;
  const { live, play, playback, publish: publishing } = Object(hosts) as Record<string, object>;
  const has = (groups: readonly (object | undefined)[], ...keys: string[]) =>
    groups.some((group) => keys.some((key) => Reflect.get(group ?? {}, key)));
  const kinds: [kind: string, isKnown: boolean, build: () => Readonly<Record<string, string>>][] = [
    [
      "publish",
      publish === true && has([publishing], "rtmp"),
      () => ({ "-": stream.rtmpPublishUrl() }),
    ],
    ["rtmp", has([live, play], "rtmp"), () => stream.rtmpLiveUrls()],
    ["hls", has([live, play], "hls", "http"), () => stream.hlsLiveUrls()],
    ["flv", has([live], "hdl", "http"), () => stream.httpFlvLiveUrls()],
    ["snapshot", has([live], "snapshot"), () => ({ "-": stream.snapshotUrl() })],
    [
      "playback",
      start !== undefined && has([playback, play], "hls", "http"),
      () => stream.hlsPlaybackUrls(start ?? 0, end ?? 0),
    ],
  ];
  return kinds
    .filter(([, isKnown]) => isKnown)
    .flatMap(([kind, , build]) =>
      Object.entries(build()).map(([profile, url]) => ({
        kind,
        ...(profile !== "-" && { profile }),
        url,
      })),
    );
}

/** Commands of streams, without those that store recordings. */
export const streamCommands: readonly ClientCommand<Hub>[] = [
  list,
  {
    resource: "streams",
    verb: "get",
    summary: "show a stream",
    arguments: id,
    examples: [example, `${example} --json > stream.json`],
    async call(call) {
      return call.client.getStream(firstArgument(call), call.request);
    },
  },
  create,
  update,
  createSwitch("enable"),
  createSwitch("disable"),
  {
    resource: "streams",
    verb: "delete",
    summary: "delete a stream",
    details: "There is no question.",
    arguments: id,
    examples: [example],
    async call(call) {
      await toStream(call).delete(call.request);
      return { id: firstArgument(call), deleted: true };
    },
  },
  {
    resource: "streams",
    verb: "status",
    summary: "show whether a stream is published, and at which rate",
    arguments: id,
    examples: [example, `${example} --json`],
    async call(call) {
      return toStream(call).status(call.request);
    },
  },
  segments,
  urls,
];
