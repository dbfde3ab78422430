import { Option } from "commander";
import type { CreateVideoParams, Factory, ListVideosQuery } from "../../../flip/index.ts";
import { formatDuration, formatSize } from "../../format.ts";
import { type ClientCommand, firstArgument } from "../client-command.ts";
import type { FlipAccount, Video } from "../flip-account.ts";
import { type LimitFlag, limitOption, listOptions, statusOption } from "../list-options.ts";
import { type ParamFlags, paramOptions, readParams } from "../param-options.ts";
import type { Column } from "../print-results.ts";

/**
 * Creates the columns of a table of videos.
 *
 * @param toSeconds - Converts a duration, whose unit differs between the APIs.
 */
export function videoColumns(toSeconds: (duration: number) => number): readonly Column[] {
  return [
    "id",
    "status",
    ["name", ({ original_filename, source_url }) => original_filename ?? source_url],
    [
      "size",
      ({ file_size }) => (typeof file_size === "number" ? formatSize(file_size) : undefined),
    ],
    [
      "duration",
      ({ duration }) =>
        typeof duration === "number" ? formatDuration(toSeconds(duration)) : undefined,
    ],
    "created_at",
  ];
}

export const videoArgument = [["<id>", "id of the video"]] as const;

/** Returns the fields of a video, and the URLs of its files. */
export function describeVideo(video: Video): object {
  return { ...video.details, url: video.url ?? null, preview_url: video.previewUrl ?? null };
}

/** Values of the flags of `videos create`. */
export interface CreateVideoFlags extends ParamFlags {
  sourceUrl?: string;
  profiles?: string;
  payload?: string;
}

/** Creates the flags of `videos create` that both APIs have. */
export function createVideoOptions(): Option[] {
  return [
    new Option("--source-url <url>", "URL of the video"),
    new Option("--profiles <names>", "profiles to encode with, separated by commas"),
    new Option("--payload <text>", "text to store with the video"),
    ...paramOptions(),
  ];
}

const list: ClientCommand<FlipAccount<Factory>, LimitFlag & Pick<ListVideosQuery, "status">> = {
  resource: "videos",
  verb: "list",
  summary: "list the videos of the factory, the latest first",
  options: () => [statusOption(), limitOption()],
  examples: ["--status processing", "--limit 20 --json"],
  columns: videoColumns((milliseconds) => milliseconds / 1_000),
  async *call(call) {
    const { status } = call.options;
    const { videos } = await call.client.factory(call.request);
    yield* videos.all(status === undefined ? {} : { status }, listOptions(call));
  },
};

const create: ClientCommand<FlipAccount<Factory>, CreateVideoFlags & { file?: string }> = {
  resource: "videos",
  verb: "create",
  summary: "create a video from a URL, or from a small file",
  details:
    "The service downloads the URL. A file is sent in one request: for large ones, flip-pili upload can resume. " +
    "Without --profiles, the service chooses them.",
  options: () => [
    ...createVideoOptions(),
    new Option("--file <path>", "file to send").conflicts("sourceUrl"),
  ],
  examples: ["--source-url http://files.example.com/film.mp4 --profiles h264,webm"],
  async call({ client, options, context, request }) {
    const { sourceUrl, file, profiles, payload } = options;
    const given = { source_url: sourceUrl, file, profiles, payload };
    const params = await readParams(options, given, context);
    const { videos } = await client.factory(request);
    // The library checks the parameters.
    return describeVideo(await videos.create(params as CreateVideoParams, request));
  },
};

const others: readonly ClientCommand<FlipAccount>[] = [
  {
    resource: "videos",
    verb: "get",
    summary: "show a video, with the URL of its file",
    arguments: videoArgument,
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
    arguments: videoArgument,
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
  arguments: videoArgument,
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

/** Commands of videos that are the same in both APIs, without `wait`. */
export const videoCommands: readonly ClientCommand<FlipAccount>[] = [...others, remove];

/** Commands of videos of API 3.0. */
export const videoCommands30: readonly ClientCommand<FlipAccount<Factory>>[] = [list, create];
