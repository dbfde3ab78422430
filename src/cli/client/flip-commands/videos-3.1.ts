import type { CreateVideoParams } from "../../../flip-3.1/index.ts";
import { type Call, type ClientCommand, firstArgument } from "../client-command.ts";
import type { FlipAccount31 } from "../flip-account.ts";
import { type LimitFlag, limitOption, listOptions } from "../list-options.ts";
import { readParams } from "../param-options.ts";
import {
  type CreateVideoFlags,
  createVideoOptions,
  describeVideo,
  videoArgument,
  videoColumns,
} from "./videos.ts";

const columns = videoColumns((seconds) => seconds);
const example = "4147fd6f38fb552c38aba1e2b6923892";

const list: ClientCommand<FlipAccount31, LimitFlag> = {
  resource: "videos",
  verb: "list",
  summary: "list the videos of the factory, the latest first",
  options: () => [limitOption()],
  examples: ["--limit 20 --json"],
  columns,
  async *call(call) {
    yield* (await call.client.factory(call.request)).videos.all({}, listOptions(call));
  },
};

const queued: ClientCommand<FlipAccount31, LimitFlag> = {
  resource: "videos",
  verb: "queued",
  summary: "list the videos that wait for encoding",
  options: () => [limitOption()],
  examples: ["", "--json"],
  columns,
  async *call(call) {
    yield* (await call.client.factory(call.request)).videos.queued({}, listOptions(call));
  },
};

const create: ClientCommand<FlipAccount31, CreateVideoFlags> = {
  resource: "videos",
  verb: "create",
  summary: "create a video from a URL",
  details: "The service downloads the URL. To send a file, use flip-pili upload.",
  options: createVideoOptions,
  examples: ["--source-url http://files.example.com/film.mp4 --profiles h264,webm"],
  async call({ client, options, context, request }) {
    const { sourceUrl, profiles, payload } = options;
    const params = await readParams(options, { source_url: sourceUrl, profiles, payload }, context);
    const { videos } = await client.factory(request);
    // The library checks the parameters.
    return describeVideo(await videos.create(params as unknown as CreateVideoParams, request));
  },
};

async function find(call: Call<FlipAccount31>) {
  const { videos } = await call.client.factory(call.request);
  return videos.find(firstArgument(call), call.request);
}

const cancel: ClientCommand<FlipAccount31> = {
  resource: "videos",
  verb: "cancel",
  summary: "stop the import of a video, and all its encodings",
  arguments: videoArgument,
  examples: [example],
  async call(call) {
    return { id: firstArgument(call), ...(await (await find(call)).cancel(call.request)) };
  },
};

const signedUrl: ClientCommand<FlipAccount31> = {
  resource: "videos",
  verb: "signed-url",
  summary: "show a URL of the source file that contains an access token",
  details: "Everybody who has the URL can read the file while it is valid.",
  arguments: videoArgument,
  examples: [example, `${example} --json`],
  async call(call) {
    const url = await (await find(call)).signedUrl(call.request);
    return { id: firstArgument(call), signed_url: url };
  },
};

const resubmit: ClientCommand<FlipAccount31> = {
  resource: "videos",
  verb: "resubmit",
  summary: "encode a video again that has been imported",
  arguments: videoArgument,
  examples: [example],
  async call(call) {
    const { videos } = await call.client.factory(call.request);
    await videos.resubmit(firstArgument(call), call.request);
    return { id: firstArgument(call), resubmitted: true };
  },
};

/** Commands of videos of API 3.1. */
export const videoCommands31: readonly ClientCommand<FlipAccount31>[] = [
  list,
  create,
  queued,
  cancel,
  resubmit,
  signedUrl,
];
