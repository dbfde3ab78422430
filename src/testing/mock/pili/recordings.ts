import type {
  SaveStreamAsBody,
  SaveStreamAsData,
  Segment,
  SnapshotStreamBody,
  SnapshotStreamData,
} from "../../../pili/index.ts";
import { toUnixSeconds } from "../../../qiniu/unix-seconds.ts";
import { parametersOf } from "../../spec/operation.ts";
import { type Handler, noData, refuseField, withStream } from "./handler.ts";
import { recordedSegments } from "./publishing.ts";

/** Stores a playlist and, with `format`, starts a job. An end that is missing or -1 is open. */
export const saveStreamAs: Handler = withStream((stream, { body }, world, now) => {
  const { name, format, notifyUrl, pipeline, ...interval } = body.json as SaveStreamAsBody;
  const [start, end] = [toSecond(interval.start), toSecond(interval.end)];
  if (start !== undefined && end !== undefined && start > end)
    return refuseField("start", "number");
  if (segmentsWithin(recordedSegments(stream, now), start, end).length === 0) return noData;
  const example = world.findExample("saveStreamAs") as Required<SaveStreamAsData>;
  const { id } = stream.data;
  const playlist = storeFile(example.url, "recordings", id, withExtension(name, "m3u8"));
  if (format === undefined) return { status: 200, body: { url: playlist.url } };
  const target = storeFile(example.targetUrl, "recordings", id, withExtension(name, format));
  const persistentId = world.jobs.start({
    ...{ name, notifyUrl, pipeline, inputKey: playlist.key, key: target.key },
    command: `avthumb/${format}`,
  });
  return { status: 200, body: { url: playlist.url, targetUrl: target.url, persistentId } };
});

/** -1 stands for an end that is not given. */
function toSecond(value: number | undefined): number | undefined {
  return value === -1 ? undefined : value;
}

/** Starts a job that makes a picture of a recorded second. */
export const snapshotStream: Handler = withStream((stream, { body }, world, now) => {
  const { name, format, notifyUrl, pipeline, time } = body.json as SnapshotStreamBody;
  const second = time ?? toUnixSeconds(now);
  const [segment] = segmentsWithin(recordedSegments(stream, now), second, second);
  if (segment === undefined) return noData;
  const example = world.findExample("snapshotStream") as SnapshotStreamData;
  const { id } = stream.data;
  const target = storeFile(example.targetUrl, "snapshots", id, name);
  const { key: inputKey } = storeFile(
    example.targetUrl,
    "recordings",
    id,
    withExtension(name, "m3u8"),
  );
  const persistentId = world.jobs.start({
    ...{ name, notifyUrl, pipeline, inputKey, key: target.key },
    command: `vframe/${format}/offset/${second - segment.start}`,
  });
  return { status: 200, body: { targetUrl: target.url, persistentId } };
});

/** Lists the segments that lie in the interval, or reach into it. */
export const getStreamSegments: Handler = withStream((stream, call, _world, now) => {
  const { start, end, limit } = parametersOf(call);
  if (start === undefined && end !== undefined) return refuseField("start", "number");
  if (end === undefined && start !== undefined) return refuseField("end", "number");
  if (Number(start) > Number(end)) return refuseField("start", "number");
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

/** The segments that have a second in common with an interval. Both its ends belong to it. */
function segmentsWithin(
  segments: readonly Segment[],
  start: number = Number.NEGATIVE_INFINITY,
  end: number = Number.POSITIVE_INFINITY,
): Segment[] {
  return segments.filter((segment) => segment.start <= end && segment.end >= start);
}

/** A file that the service stores for a stream. */
interface StoredFile {
  /** Its name in the bucket: `recordings/z1.hub.title/videoName.mp4`. */
  readonly key: string;
  readonly url: string;
}

const extension = /\.[^./]*$/;

/** Names a file, on the host of the spec's example. */
function storeFile(exampleUrl: string, folder: string, streamId: string, name: string): StoredFile {
  // Names come from requests: half of a surrogate pair could not be escaped.
  const key = Buffer.from(`${folder}/${streamId}/${name}`).toString();
  const path = key.split("/").map(encodeURIComponent).join("/");
  return { key, url: `${new URL(exampleUrl).origin}/${path}` };
}

/** A name with another extension. */
function withExtension(name: string, wanted: string): string {
  return `${name.replace(extension, "")}.${wanted}`;
}
