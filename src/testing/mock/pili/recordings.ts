import type { SaveStreamAsBody, SnapshotStreamBody } from "../../../pili/index.ts";
import { toUnixSeconds } from "../../../qiniu/unix-seconds.ts";
import { parametersOf } from "../../spec/operation.ts";
import { pushesWithin, recordedPushes } from "../qiniu/publishing.ts";
import { storeFile, withExtension } from "../qiniu/stored-file.ts";
import { noData, type PiliHandler, rejectField, withStream } from "./handler.ts";

/** Stores a playlist and, with `format`, starts a job. A missing bound, or -1, is open. */
export const saveStreamAs: PiliHandler = withStream((stream, { body }, context, now) => {
  const { name, format, notifyUrl, pipeline, ...interval } = body.json as SaveStreamAsBody;
  const [start, end] = [toSecond(interval.start), toSecond(interval.end)];
  if (start !== undefined && end !== undefined && start > end)
    return rejectField("start", "number");
  if (pushesWithin(recordedPushes(stream, now), start, end).length === 0) return noData;
  const example = context.findExample("saveStreamAs");
  const { id } = stream.data;
  const playlist = storeFile(example.url, "recordings", id, withExtension(name, "m3u8"));
  if (format === undefined) return { status: 200, body: { url: playlist.url } };
  const target = storeFile(
    example.targetUrl ?? example.url,
    "recordings",
    id,
    withExtension(name, format),
  );
  const persistentId = context.jobs.start({
    name,
    notifyUrl,
    pipeline,
    inputKey: playlist.key,
    key: target.key,
    command: `avthumb/${format}`,
  });
  return { status: 200, body: { url: playlist.url, targetUrl: target.url, persistentId } };
});

/** Returns a bound of an interval. The value -1 means that there is none. */
function toSecond(value: number | undefined): number | undefined {
  return value === -1 ? undefined : value;
}

/** Starts a job that creates a picture of a recorded second. */
export const snapshotStream: PiliHandler = withStream((stream, { body }, context, now) => {
  const { name, format, notifyUrl, pipeline, time } = body.json as SnapshotStreamBody;
  const second = time ?? toUnixSeconds(now);
  const [segment] = pushesWithin(recordedPushes(stream, now), second, second);
  if (segment === undefined) return noData;
  const example = context.findExample("snapshotStream");
  const { id } = stream.data;
  const target = storeFile(example.targetUrl, "snapshots", id, name);
  const { key: inputKey } = storeFile(
    example.targetUrl,
    "recordings",
    id,
    withExtension(name, "m3u8"),
  );
  const persistentId = context.jobs.start({
    name,
    notifyUrl,
    pipeline,
    inputKey,
    key: target.key,
    command: `vframe/${format}/offset/${second - segment.start}`,
  });
  return { status: 200, body: { targetUrl: target.url, persistentId } };
});

/** Lists the segments that overlap the interval. */
export const getStreamSegments: PiliHandler = withStream((stream, call, _world, now) => {
  const { start, end, limit } = parametersOf(call);
  if (start === undefined && end !== undefined) return rejectField("start", "number");
  if (end === undefined && start !== undefined) return rejectField("end", "number");
  if (Number(start) > Number(end)) return rejectField("start", "number");
  const found = pushesWithin(recordedPushes(stream, now), toNumber(start), toNumber(end));
  const segments = found.slice(0, toNumber(limit));
  const [first] = segments;
  const last = segments.at(-1);
  if (first === undefined || last === undefined) return { status: 200, body: { segments: null } };
  return { status: 200, body: { start: first.start, end: last.end, segments } };
});

function toNumber(text: unknown): number | undefined {
  return text === undefined ? undefined : Number(text);
}
