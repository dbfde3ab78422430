import { Option } from "commander";
import type { Hub, JobHandle } from "../../../pili/index.ts";
import { unixSeconds } from "../../parse-options.ts";
import { type Call, type ClientCommand, firstArgument } from "../client-command.ts";
import { readWait, type WaitFlags, waitOptions } from "../list-options.ts";

const id = [["<id>", "id of the stream: z1.hub.title"]] as const;

/** Values of the flags of commands that start a job. */
interface JobFlags extends WaitFlags {
  name: string;
  notifyUrl?: string;
  pipeline?: string;
  wait?: boolean;
}

function jobOptions(): Option[] {
  return [
    new Option("--name <name>", "name of the file in the bucket of the hub").makeOptionMandatory(),
    new Option("--notify-url <url>", "URL that receives the result of the job"),
    new Option("--pipeline <name>", "queue of the job"),
    new Option("--wait", "wait until the job has succeeded, and print it too"),
    ...waitOptions({ timeout: 600, poll: 1 }),
  ];
}

export function timeOption(flag: string, description: string): Option {
  return new Option(`${flag} <time>`, `${description}: Unix seconds or ISO 8601`).argParser(
    unixSeconds,
  );
}

function readJob({ notifyUrl, pipeline }: JobFlags) {
  return {
    ...(notifyUrl !== undefined && { notifyUrl }),
    ...(pipeline !== undefined && { pipeline }),
  };
}

/** Returns a result, with its job once that has succeeded if `--wait` is given. */
async function withJob(
  result: JobHandle & object,
  { options, request, report }: Call<Hub, JobFlags>,
): Promise<object> {
  if (!options.wait) return result;
  report("Waiting for the job");
  const job = await result.done({ ...request, ...readWait(options) });
  return { ...result, job };
}

const save: ClientCommand<Hub, JobFlags & { start: number; end: number; format?: string }> = {
  resource: "streams",
  verb: "save",
  summary: "store the recording of an interval as a playlist, and as a file with --format",
  arguments: id,
  options: () => [
    timeOption("--start", "start of the interval").makeOptionMandatory(),
    timeOption("--end", "end of the interval").makeOptionMandatory(),
    new Option("--format <name>", "format of the file, such as mp4"),
    ...jobOptions(),
  ],
  examples: [
    "z1.test-hub.test-title --name show.mp4 --start 1440225930 --end 1440226380 --format mp4 --wait",
  ],
  async call(call) {
    const { name, start, end, format, ...flags } = call.options;
    const params = { name, start, end, ...(format !== undefined && { format }) };
    const stream = call.client.stream(firstArgument(call));
    return withJob(
      await stream.saveAs({ ...params, ...readJob({ name, ...flags }) }, call.request),
      call,
    );
  },
};

const snapshot: ClientCommand<Hub, JobFlags & { format: string; time?: number }> = {
  resource: "streams",
  verb: "snapshot",
  summary: "store a picture of a stream, live or at a recorded time",
  arguments: id,
  options: () => [
    new Option("--format <name>", "format of the picture").default("jpg"),
    timeOption("--time", "time in the recording (default: now, live)"),
    ...jobOptions(),
  ],
  examples: [
    "z1.test-hub.test-title --name picture.jpg",
    "z1.test-hub.test-title --name picture.jpg --wait --json",
  ],
  async call(call) {
    const { name, format, time, ...flags } = call.options;
    const params = { name, format, ...(time !== undefined && { time }) };
    const stream = call.client.stream(firstArgument(call));
    return withJob(
      await stream.snapshot({ ...params, ...readJob({ name, ...flags }) }, call.request),
      call,
    );
  },
};

/** Commands of streams that store what was recorded. */
export const recordingCommands: readonly ClientCommand<Hub>[] = [save, snapshot];
