import { Option } from "commander";
import type {
  CreateEncodingQuery,
  EncodingData,
  ListEncodingsQuery,
  WaitProgress,
} from "../../../flip/index.ts";
import { exitCodes } from "../../errors.ts";
import type { Output } from "../../terminal.ts";
import { type Call, type ClientCommand, firstArgument } from "../client-command.ts";
import { type Encoding, type FlipAccount, isFailedWait } from "../flip-account.ts";
import {
  type LimitFlag,
  limitOption,
  listOptions,
  readWait,
  statusOption,
  type WaitFlags,
  waitOptions,
} from "../list-options.ts";
import type { Column } from "../print-results.ts";

export const encodingColumns: readonly Column[] = [
  "id",
  "video_id",
  "profile_name",
  "status",
  ["progress", ({ encoding_progress: percent }) => (percent == null ? undefined : `${percent} %`)],
  "url",
];

export const encodingArgument = [["<id>", "id of the encoding"]] as const;

/** Returns the fields of an encoding, and the URLs of its files. */
export function describeEncoding(encoding: Encoding): object {
  return {
    ...encoding.details,
    url: encoding.url ?? null,
    urls: encoding.urls ?? null,
    screenshot_urls: encoding.screenshotUrls ?? null,
  };
}

async function findEncoding(call: Call<FlipAccount>): Promise<Encoding> {
  const { encodings } = await call.client.factory(call.request);
  return encodings.find(firstArgument(call), call.request);
}

/** Values of flags that are named like filters of the API. */
export interface EncodingFlags {
  videoId?: string;
  profileId?: string;
  profileName?: string;
}

export function readFields({
  videoId,
  profileId,
  profileName,
}: EncodingFlags): Record<string, string | undefined> {
  const fields = { video_id: videoId, profile_id: profileId, profile_name: profileName };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Creates the flags that name a profile. */
export function profileOptions(): Option[] {
  return [
    new Option("--profile-id <id>", "id of the profile"),
    new Option("--profile-name <name>", "name of the profile").conflicts("profileId"),
  ];
}

function fieldOptions({ needsVideo }: { needsVideo: boolean }): Option[] {
  const video = new Option("--video-id <id>", "id of the video").makeOptionMandatory(needsVideo);
  return [video, ...profileOptions()];
}

const list: ClientCommand<
  FlipAccount,
  LimitFlag & EncodingFlags & { status?: NonNullable<EncodingData["status"]> }
> = {
  resource: "encodings",
  verb: "list",
  summary: "list the encodings of the factory, the latest first",
  options: () => [...fieldOptions({ needsVideo: false }), statusOption(), limitOption()],
  examples: ["--video-id 4147fd6f38fb552c38aba1e2b6923892", "--status fail --json"],
  columns: encodingColumns,
  async *call(call) {
    const { status, ...flags } = call.options;
    const query: ListEncodingsQuery = { ...readFields(flags), ...(status && { status }) };
    const { encodings } = await call.client.factory(call.request);
    for await (const encoding of encodings.all(query, listOptions(call))) {
      yield describeEncoding(encoding);
    }
  },
};

const create: ClientCommand<FlipAccount, EncodingFlags> = {
  resource: "encodings",
  verb: "create",
  summary: "encode a video with a further profile",
  options: () => fieldOptions({ needsVideo: true }),
  examples: ["--video-id 4147fd6f38fb552c38aba1e2b6923892 --profile-name webm"],
  async call({ client, options, request }) {
    const { encodings } = await client.factory(request);
    // The library checks the parameters.
    const params = readFields(options) as CreateEncodingQuery;
    return describeEncoding(await encodings.create(params, request));
  },
};

/** Creates a command that changes an encoding. */
function createAction(verb: "retry" | "cancel", summary: string): ClientCommand<FlipAccount> {
  return {
    resource: "encodings",
    verb,
    summary,
    arguments: encodingArgument,
    examples: ["2f8760b7e0d4c7dbe609b5872be9bc3b"],
    async call(call) {
      const result = await (await findEncoding(call))[verb](call.request);
      return { id: firstArgument(call), ...result };
    },
  };
}

/** Commands of encodings. */
export const encodingCommands: readonly ClientCommand<FlipAccount>[] = [
  list,
  {
    resource: "encodings",
    verb: "get",
    summary: "show an encoding, with the URLs of its files",
    arguments: encodingArgument,
    examples: ["2f8760b7e0d4c7dbe609b5872be9bc3b", "2f8760b7e0d4c7dbe609b5872be9bc3b --json"],
    async call(call) {
      return describeEncoding(await findEncoding(call));
    },
  },
  create,
  createAction("retry", "start a failed encoding again"),
  createAction("cancel", "stop an encoding"),
  {
    resource: "encodings",
    verb: "delete",
    summary: "delete an encoding and its files",
    details: "There is no question, and deleted files cannot be restored.",
    arguments: encodingArgument,
    examples: ["2f8760b7e0d4c7dbe609b5872be9bc3b"],
    async call(call) {
      const { encodings } = await call.client.factory(call.request);
      const encoding = firstArgument(call);
      return { id: encoding, ...(await encodings.delete(encoding, call.request)) };
    },
  },
];

/** `videos wait`, whose result are encodings. */
export const waitCommand: ClientCommand<FlipAccount, WaitFlags> = {
  resource: "videos",
  verb: "wait",
  summary: "wait until all encodings of a video have ended, and list them",
  details:
    "Progress is shown on standard error. The exit code is 1 when an encoding or the import of the video has failed, " +
    "and 6 when the time is over. Failed encodings are listed, too.",
  arguments: [["<id>", "id of the video"]],
  options: () => waitOptions({ timeout: 3600, poll: 2 }),
  examples: [
    "4147fd6f38fb552c38aba1e2b6923892",
    "4147fd6f38fb552c38aba1e2b6923892 --timeout 600 --json",
  ],
  columns: encodingColumns,
  async call(call) {
    const { client, request, options, context } = call;
    const { videos } = await client.factory(request);
    const video = await videos.find(firstArgument(call), request);
    const display = options.quiet ? undefined : createProgress(context.terminal.stderr);
    try {
      const waiting = { ...request, ...readWait(options), onProgress: display?.update };
      const encodings: Encoding[] = await video.waitForEncodings(waiting);
      return encodings.map(describeEncoding);
    } catch (error) {
      const isOver = isFailedWait(error) && error.name === "EncodingFailedError";
      if (!isOver || error.failed.length === 0) throw error;
      context.exitCode = exitCodes.failed;
      display?.end();
      context.terminal.stderr.write(`flip-pili: ${error.message}\n`);
      return [...error.failed, ...error.finished].map(describeEncoding);
    } finally {
      display?.end();
    }
  },
};

/** Creates a display of progress: one line on a terminal, elsewhere a line for each change. */
function createProgress(output: Output) {
  const isTerminal = output.isTTY === true;
  let last = "";
  return {
    update({ progress, encodings }: WaitProgress<Encoding>) {
      const ended = encodings.filter(({ details }) => details.status !== "processing").length;
      const line = `${Math.floor(progress)} %, ${ended} of ${encodings.length} encodings have ended`;
      if (line === last) return;
      last = line;
      output.write(isTerminal ? `\r\u001b[K${line}` : `${line}\n`);
    },
    end() {
      if (isTerminal && last !== "") output.write("\n");
      last = "";
    },
  };
}
