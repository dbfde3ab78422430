import { randomBytes } from "node:crypto";
import type {
  CreateStreamBody,
  ListStreamsData,
  Segment,
  SetStreamAvailabilityBody,
  StreamData,
  UpdateStreamBody,
} from "../../../pili/index.ts";
import type { Reply } from "../../exchange/reply.ts";
import type { FindExample } from "../../spec/find-example.ts";
import { parametersOf } from "../../spec/operation.ts";
import { type Handler, notFound, refuseField, withStream } from "./handler.ts";
import { allowPublishing, pushedSince, refusePublishing } from "./publishing.ts";
import { type StreamState, toStream } from "./stream-state.ts";

/** Makes a stream. The title is made up when none is given. */
export const createStream: Handler = ({ body }, world, now) => {
  const { hub, ...wanted } = body.json as CreateStreamBody;
  if (world.hub !== undefined && world.hub !== hub) return notFound;
  const { title = world.makeId(), publishSecurity = "dynamic" } = wanted;
  const { publishKey = randomBytes(8).toString("hex") } = wanted;
  const id = toStreamId(hub, title);
  if (world.streams.has(id)) return refuseField("title", "duplicate");
  const { hosts } = world.findExample("getStream") as StreamData;
  const times = { createdAt: now.toISOString(), updatedAt: now.toISOString() };
  const data = { id, ...times, title, hub, publishKey, publishSecurity, hosts };
  const stream: StreamState = { data, freeFromMs: now.getTime(), pushes: [] };
  world.streams.set(id, stream);
  return { status: 200, body: toStream(stream, now) };
};

export const getStream: Handler = withStream((stream, _call, _world, now) => ({
  status: 200,
  body: toStream(stream, now),
}));

export const updateStream: Handler = withStream((stream, { body }, { streams }, now) => {
  const { publishKey, publishSecurity } = stream.data;
  const { disabled, ...values } = body.json as UpdateStreamBody;
  const changed = setDisabled(stream, disabled, now);
  const keys = {
    publishKey: values.publishKey ?? publishKey,
    publishSecurity: values.publishSecurity ?? publishSecurity,
  };
  const data = { ...stream.data, ...keys, updatedAt: now.toISOString() };
  const updated = { ...changed, data };
  streams.set(data.id, updated);
  return { status: 200, body: toStream(updated, now) };
});

function setDisabled(stream: StreamState, disabled: boolean | undefined, now: Date): StreamState {
  if (disabled === undefined) return stream;
  return disabled
    ? refusePublishing(stream, Number.POSITIVE_INFINITY, now)
    : allowPublishing(stream, now);
}

export const deleteStream: Handler = withStream(({ data }, _call, { streams }) => {
  streams.delete(data.id);
  return { status: 204 };
});

/** Without `disabledTill`, or with -1, a stream is disabled for good. */
export const setStreamAvailability: Handler = withStream((stream, { body }, { streams }, now) => {
  const { available, disabledTill = -1 } = body.json as SetStreamAvailabilityBody;
  const tillMs = disabledTill === -1 ? Number.POSITIVE_INFINITY : disabledTill * 1000;
  const changed =
    available === "enabled" ? allowPublishing(stream, now) : refusePublishing(stream, tillMs, now);
  const data = { ...stream.data, updatedAt: now.toISOString() };
  streams.set(data.id, { ...changed, data });
  return { status: 200 };
});

/** What the service answers at most, when it is not told. */
const defaultLimit = 10;

/** Lists a hub's streams, newest first. The marker counts the streams of the pages so far. */
export const listStreams: Handler = (call, world, now) => {
  const { hub, marker = "", limit = defaultLimit, title = "", status, idonly } = parametersOf(call);
  if (world.hub !== undefined && world.hub !== hub) return notFound;
  const start = String(marker).trim();
  if (!/^\d{0,15}$/.test(start)) return refuseField("marker", "text");
  const streams = [...world.streams.values()]
    .reverse()
    .filter(({ data }) => data.hub === hub && data.title.startsWith(String(title)))
    .filter((stream) => status === undefined || pushedSince(stream, now) !== undefined);
  const show = (stream: StreamState) =>
    idonly === undefined ? toStream(stream, now) : { id: stream.data.id };
  return givePage(streams.map(show), Number(start), Number(limit));
};

function givePage(streams: readonly object[], start: number, limit: number): Reply {
  const items = streams.slice(start, start + limit);
  if (items.length === 0) return { status: 200, body: { marker: "", end: true, items: null } };
  const next = start + items.length;
  const body = { marker: String(next), end: next >= streams.length, items };
  return { status: 200, body };
}

/**
 * The streams that exist from the start: those of the spec's list, one of them with the spec's
 * recording.
 *
 * @param hub - Where they are, by default where the spec has them.
 */
export function createFirstStreams(
  findExample: FindExample,
  hub: string | undefined,
): Map<string, StreamState> {
  const { items } = findExample("listStreams") as ListStreamsData;
  const recorded = findExample("getStream") as StreamData;
  const { segments } = findExample("getStreamSegments") as { segments: Segment[] };
  // A list begins with the newest.
  const streams = (items as StreamData[]).toReversed();
  return new Map(
    streams.map((stream) => {
      const pushes = stream.id === recorded.id ? segments : [];
      const data = moveTo(stream, hub);
      return [data.id, { data, freeFromMs: 0, pushes }];
    }),
  );
}

function moveTo(
  { disabled: _, disabledTill: __, ...data }: StreamData,
  hub: string = data.hub,
): StreamState["data"] {
  return { ...data, hub, id: toStreamId(hub, data.title) };
}

/** The id of a stream. Of the service's zones there is one. */
function toStreamId(hub: string, title: string): string {
  return `z1.${hub}.${title}`;
}

/**
 * Makes ids like those of the service: 24 hex digits, of which the first 8 are the time in Unix
 * seconds.
 */
export function createMakeId(now: () => Date): () => string {
  let count = 0;
  return () => {
    const seconds = Math.max(0, Math.floor(now().getTime() / 1000));
    count += 1;
    return seconds.toString(16).padStart(8, "0").slice(-8) + count.toString(16).padStart(16, "0");
  };
}
