import { Option } from "commander";
import type { Hub, SaveAsParams, SnapshotParams } from "../../../pili-v2/index.ts";
import { integer } from "../../parse-options.ts";
import type { ClientCommand } from "../client-command.ts";
import { timeOption } from "./recordings.ts";
import { type IntervalFlags, intervalOptions, key, toStream } from "./streams-v2.ts";

/** Values of the flags of commands that store a file. */
interface FileFlags {
  name?: string;
  notifyUrl?: string;
  pipeline?: string;
  deleteAfterDays?: number;
}

const days = integer(0, 1_000_000);

function fileOptions(): Option[] {
  return [
    new Option("--name <name>", "name of the file in the bucket of the hub"),
    new Option("--notify-url <url>", "URL that receives the result of the job"),
    new Option("--pipeline <name>", "queue of the job"),
    new Option("--delete-after-days <number>", "age at which the file is deleted").argParser(days),
  ];
}

type Defined<Value> = { [Name in keyof Value]: Exclude<Value[Name], undefined> };

/** Returns an object without the fields that are not set. */
function withoutUndefined<Value extends object>(value: Value): Defined<Partial<Value>> {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries) as Defined<Partial<Value>>; // Some fields are missing now.
}

const save: ClientCommand<
  Hub,
  FileFlags & IntervalFlags & { format?: SaveAsParams["format"]; expireDays?: number }
> = {
  resource: "streams",
  verb: "save",
  summary: "store the recording of an interval as a playlist, and as a file with --format",
  arguments: key,
  options: () => [
    ...intervalOptions(),
    new Option("--format <name>", "format of the file, such as mp4"),
    new Option("--expire-days <number>", "age at which the segments are deleted").argParser(days),
    ...fileOptions(),
  ],
  examples: ["camera-1 --name show.mp4 --format mp4 --start 1440225930"],
  async call(call) {
    const { name, start, end, format, notifyUrl, pipeline, expireDays } = call.options;
    const file = { fname: name, notify: notifyUrl, pipeline, format };
    const persistentDeleteAfterDays = call.options.deleteAfterDays;
    const params = { ...file, start, end, expireDays, persistentDeleteAfterDays };
    return toStream(call).saveAs(withoutUndefined(params), call.request);
  },
};

const snapshot: ClientCommand<
  Hub,
  FileFlags & { format?: SnapshotParams["format"]; time?: number }
> = {
  resource: "streams",
  verb: "snapshot",
  summary: "store a picture of a stream, live or at a recorded time",
  arguments: key,
  options: () => [
    new Option("--format <name>", "format of the picture").default("jpg"),
    timeOption("--time", "time in the recording (default: now, live)"),
    ...fileOptions(),
  ],
  examples: ["camera-1 --name picture.jpg"],
  async call(call) {
    const { name, format, time, notifyUrl, pipeline, deleteAfterDays } = call.options;
    const params = { fname: name, format, time, notify: notifyUrl, pipeline, deleteAfterDays };
    return toStream(call).snapshot(withoutUndefined(params), call.request);
  },
};

/** Commands of streams that store what was recorded. */
export const recordingCommandsV2: readonly ClientCommand<Hub>[] = [save, snapshot];
