import type { SaveStreamAsBody, Segment, SnapshotStreamBody } from "../../../pili/index.ts";
import { toUnixSeconds } from "../../../qiniu/unix-seconds.ts";
import { parametersOf } from "../../spec/operation.ts";
import { noData, type PiliHandler, rejectField, unknownJob, withStream } from "./handler.ts";
import { recordedSegments } from "./publishing.ts";

/** Stores a playlist and, with `format`, starts a job. A missing bound, or -1, is open. */
export const saveStreamAs: PiliHandler = withStream((stream, { body }, context, now) => {
  const { name, format, notifyUrl, pipeline, ...interval } = body.json as SaveStreamAsBody;
  const [start, end] = [toSecond(interval.start), toSecond(interval.end)];
  if (start !== undefined && end !== undefined && start > end)
    return rejectField("start", "number");
  if (segmentsWithin(recordedSegments(stream, now), start, end).length === 0) return noData;
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
  const [segment] = segmentsWithin(recordedSegments(stream, now), second, second);
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
  const found = segmentsWithin(recordedSegments(stream, now), toNumber(start), toNumber(end));
  const segments = found.slice(0, toNumber(limit));
  const [first] = segments;
  const last = segments.at(-1);
  if (first === undefined || last === undefined) return { status: 200, body: { segments: null } };
  return { status: 200, body: { start: first.start, end: last.end, segments } };
});

function toNumber(text: unknown): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** Returns the segments that overlap an interval, both ends included. */
function segmentsWithin(
  segments: readonly Segment[],
  start: number = Number.NEGATIVE_INFINITY,
  end: number = Number.POSITIVE_INFINITY,
): Segment[] {
  return segments.filter((segment) => segment.start <= end && segment.end >= start);
}

/** Returns the state of a job. */
export const getJob: PiliHandler = (call, { jobs }) => {
  const { id } = parametersOf(call);
  const job = jobs.find(String(id));
  return job === undefined ? unknownJob : { status: 200, body: job };
};

/** A file that the service stores for a stream. */
interface StoredFile {
  /** Name in the bucket: `recordings/z1.hub.title/videoName.mp4`. */
  readonly key: string;
  readonly url: string;
}

const extension = /\.[^./]*$/;

/** Returns the key and URL of a file on the host of the spec's example. */
function storeFile(exampleUrl: string, folder: string, streamId: string, name: string): StoredFile {
  // Replaces lone surrogates, which cannot be escaped: names come from requests.
  const key = Buffer.from(`${folder}/${streamId}/${name}`).toString();
  const path = key.split("/").map(encodeURIComponent).join("/");
  return { key, url: `${new URL(exampleUrl).origin}/${path}` };
}

/** Replaces the extension of a name. */
function withExtension(name: string, newExtension: string): string {
  return `${name.replace(extension, "")}.${newExtension}`;
}
