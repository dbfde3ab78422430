import type { SaveStreamAsBody, SnapshotStreamBody } from "../../../pili-v2/index.ts";
import { toUnixSeconds } from "../../../qiniu/unix-seconds.ts";
import { createNumber } from "../qiniu/ids.ts";
import { pushesWithin, recordedPushes } from "../qiniu/publishing.ts";
import { withExtension } from "../qiniu/stored-file.ts";
import { badRequest, noData, type PiliV2Handler, toSecond, withStream } from "./handler.ts";

const playlist = "m3u8";
const fileFormats = ["flv", "mp4"];
const pictureFormats = ["jpg", "png"];

/** Stores a playlist, or starts a job that creates a file. An empty value is the default. */
export const saveStreamAs: PiliV2Handler = withStream(({ hub, stream }, { body }, context, now) => {
  const request = body.json as SaveStreamAsBody;
  const format = request.format || playlist;
  const [from, till] = [toSecond(request.start), toSecond(request.end)];
  const isOrdered = from === undefined || till === undefined || from <= till;
  if (!isOrdered || ![playlist, ...fileFormats].includes(format)) return badRequest;
  const found = pushesWithin(recordedPushes(stream, now), from, till);
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined) return noData;
  const start = Math.max(first.start, from ?? first.start);
  const end = Math.min(last.end, till ?? last.end);
  const source = `recordings/z1.${hub.name}.${stream.title}/${start}_${end}.${playlist}`;
  const fname = request.fname || withExtension(source, format);
  if (format === playlist) return { status: 200, body: { fname, start, end } };
  const { persistentID } = startJob(context, request, {
    key: fname,
    inputKey: source,
    command: `avthumb/${format}`,
  });
  return { status: 200, body: { fname, persistentID } };
});

/** Stores a picture of a recorded second. With `notify`, a job creates it. */
export const snapshotStream: PiliV2Handler = withStream(
  ({ hub, stream }, { body }, context, now) => {
    const request = body.json as SnapshotStreamBody;
    const format = request.format || "jpg";
    if (!pictureFormats.includes(format)) return badRequest;
    const second = toSecond(request.time) ?? toUnixSeconds(now);
    const [push] = pushesWithin(recordedPushes(stream, now), second, second);
    if (push === undefined) return noData;
    const fname = request.fname || `${stream.title}-${createNumber()}.${format}`;
    if (!request.notify) return { status: 200, body: { fname } };
    const job = startJob(context, request, {
      key: fname,
      inputKey: `recordings/z1.${hub.name}.${stream.title}/${push.start}_${push.end}.${playlist}`,
      command: `vframe/${format}/offset/${second - push.start}`,
    });
    return { status: 200, body: { fname, ...job } };
  },
);

/** Starts a job and returns its id. */
function startJob(
  { jobs }: Pick<Parameters<PiliV2Handler>[1], "jobs">,
  { pipeline, notify }: Pick<SaveStreamAsBody, "pipeline" | "notify">,
  task: { readonly key: string; readonly inputKey: string; readonly command: string },
): { persistentID: string } {
  const name = task.key.replace(/^.*\//, "");
  const options = { pipeline: pipeline || undefined, notifyUrl: notify || undefined };
  return { persistentID: jobs.start({ ...task, name, ...options }) };
}
