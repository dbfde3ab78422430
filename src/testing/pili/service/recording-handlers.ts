import type {
  SaveStreamAsBody,
  SaveStreamAsData,
  SnapshotStreamBody,
  SnapshotStreamData,
} from "../../../pili/index.ts";
import { toUnixSeconds } from "../../../pili/unix-seconds.ts";
import { type Handler, withStream } from "./handler.ts";
import { noData, refuseField } from "./pili-errors.ts";
import { recordedSegments } from "./publishing.ts";
import { segmentsWithin } from "./segments.ts";
import { storeFile, withExtension } from "./stored-file.ts";

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
