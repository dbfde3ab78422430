import { Option } from "commander";
import type { CreateVideoParams, ListVideosQuery, Video } from "../../../flip/index.ts";
import { formatDuration, formatSize } from "../../format.ts";
import { type Call, type ClientCommand, firstArgument } from "../client-command.ts";
import type { FlipAccount } from "../flip-account.ts";
import { type LimitFlag, limitOption, listOptions, statusOption } from "../list-options.ts";
import { type ParamFlags, paramOptions, readParams } from "../param-options.ts";
import type { Column } from "../print-results.ts";

const columns: readonly Column[] = [
  "id",
  "status",
  ["name", ({ original_filename, source_url }) => original_filename ?? source_url],
  ["size", ({ file_size }) => (typeof file_size === "number" ? formatSize(file_size) : undefined)],
  [
    "duration",
    ({ duration }) => (typeof duration === "number" ? formatDuration(duration / 1_000) : undefined),
  ],
  "created_at",
];

const id = [["<id>", "id of the video"]] as const;

/** Returns the fields of a video, and the URLs of its files. */
function describeVideo(video: Video): object {
  return { ...video.details, url: video.url ?? null, preview_url: video.previewUrl ?? null };
}

interface CreateFlags extends ParamFlags {
  sourceUrl?: string;
  file?: string;
  profiles?: string;
  payload?: string;
}

async function createVideo(call: Call<FlipAccount, CreateFlags>): Promise<object> {
  const { client, options, context, request } = call;
  const { sourceUrl, file, profiles, payload } = options;
  const given = { source_url: sourceUrl, file, profiles, payload };
  const params = await readParams(options, given, context);
  const factory = await client.factory(request);
  // The library checks the parameters.
  return describeVideo(await factory.videos.create(params as CreateVideoParams, request));
}

const list: ClientCommand<FlipAccount, LimitFlag & Pick<ListVideosQuery, "status">> = {
  resource: "videos",
  verb: "list",
  summary: "list the videos of the factory, the latest first",
  options: () => [statusOption(), limitOption()],
  examples: ["--status processing", "--limit 20 --json"],
  columns,
  async *call(call) {
    const { status } = call.options;
    const { videos } = await call.client.factory(call.request);
    yield* videos.all(status === undefined ? {} : { status }, listOptions(call));
  },
};

const create: ClientCommand<FlipAccount, CreateFlags> = {
  resource: "videos",
  verb: "create",
  summary: "create a video from a URL, or from a small file",
  details:
    "The service downloads the URL. A file is sent in one request: for large ones, flip-pili upload can resume. " +
    "Without --profiles, the service chooses them.",
  options: () => [
    new Option("--source-url <url>", "URL of the video"),
    new Option("--file <path>", "file to send").conflicts("sourceUrl"),
    new Option("--profiles <names>", "profiles to encode with, separated by commas"),
    new Option("--payload <text>", "text to store with the video"),
    ...paramOptions(),
  ],
  examples: ["--source-url http://files.example.com/film.mp4 --profiles h264,webm"],
  call: createVideo,
};

const others: readonly ClientCommand<FlipAccount>[] = [
  {
    resource: "videos",
    verb: "get",
    summary: "show a video, with the URL of its file",
    arguments: id,
    examples: ["4147fd6f38fb552c38aba1e2b6923892", "4147fd6f38fb552c38aba1e2b6923892 --json"],
    async call({ client, request, ...call }) {
      const { videos } = await client.factory(request);
      return describeVideo(await videos.find(firstArgument(call), request));
    },
  },
  {
    resource: "videos",
    verb: "metadata",
    summary: "show the metadata that the service has read from the file of a video",
    arguments: id,
    examples: ["4147fd6f38fb552c38aba1e2b6923892 --json"],
    async call({ client, request, ...call }) {
      const { videos } = await client.factory(request);
      return (await videos.find(firstArgument(call), request)).metadata(request);
    },
  },
];

const remove: ClientCommand<FlipAccount, { sourceOnly?: boolean }> = {
  resource: "videos",
  verb: "delete",
  summary: "delete a video, its encodings and all their files",
  details: "There is no question, and deleted files cannot be restored.",
  arguments: id,
  options: () => [new Option("--source-only", "delete only the source file")],
  examples: ["4147fd6f38fb552c38aba1e2b6923892", "4147fd6f38fb552c38aba1e2b6923892 --source-only"],
  async call({ client, request, options, ...call }) {
    const video = firstArgument(call);
    const { videos } = await client.factory(request);
    const result = options.sourceOnly
      ? await (await videos.find(video, request)).deleteSourceFile(request)
      : await videos.delete(video, request);
    return { id: video, ...result };
  },
};

/** Commands of videos, without `wait`. */
export const videoCommands: readonly ClientCommand<FlipAccount>[] = [
  list,
  ...others.slice(0, 1),
  create,
  remove,
  ...others.slice(1),
];
