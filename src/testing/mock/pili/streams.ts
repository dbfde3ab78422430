import type {
  CreateStreamBody,
  SetStreamAvailabilityBody,
  StreamData,
  UpdateStreamBody,
} from "../../../pili/index.ts";
import type { Reply } from "../../exchange/reply.ts";
import { parametersOf } from "../../spec/operation.ts";
import { createKey } from "../qiniu/ids.ts";
import { allowPublishing, blockPublishing, publishedSince, tillMsOf } from "../qiniu/publishing.ts";
import { notFound, type PiliHandler, rejectField, withStream } from "./handler.ts";
import { type FindPiliExample, type StreamState, toStream } from "./stream-state.ts";

/** Creates a stream. A missing title is generated. */
export const createStream: PiliHandler = ({ body }, context, now) => {
  const { hub, ...options } = body.json as CreateStreamBody;
  if (context.hub !== undefined && context.hub !== hub) return notFound;
  const { title = context.makeId(), publishSecurity = "dynamic" } = options;
  const { publishKey = createKey() } = options;
  const id = toStreamId(hub, title);
  if (context.streams.has(id)) return rejectField("title", "duplicate");
  const { hosts } = context.findExample("getStream");
  const times = { createdAt: now.toISOString(), updatedAt: now.toISOString() };
  const data = { id, ...times, title, hub, publishKey, publishSecurity, hosts };
  const stream: StreamState = { data, title, allowedFromMs: now.getTime(), pushes: [] };
  context.streams.set(id, stream);
  return { status: 200, body: toStream(stream, now) };
};

export const getStream: PiliHandler = withStream((stream, _call, _world, now) => ({
  status: 200,
  body: toStream(stream, now),
}));

export const updateStream: PiliHandler = withStream((stream, { body }, { streams }, now) => {
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
    ? blockPublishing(stream, Number.POSITIVE_INFINITY, now)
    : allowPublishing(stream, now);
}

export const deleteStream: PiliHandler = withStream(({ data }, _call, { streams }) => {
  streams.delete(data.id);
  return { status: 204 };
});

/** Enables or disables a stream. Without `disabledTill`, or with -1, it is disabled forever. */
export const setStreamAvailability: PiliHandler = withStream(
  (stream, { body }, { streams }, now) => {
    const { available, disabledTill = -1 } = body.json as SetStreamAvailabilityBody;
    const changed =
      available === "enabled"
        ? allowPublishing(stream, now)
        : blockPublishing(stream, tillMsOf(disabledTill), now);
    const data = { ...stream.data, updatedAt: now.toISOString() };
    streams.set(data.id, { ...changed, data });
    return { status: 200 };
  },
);

/** Number of streams in a page when the request has no limit. */
const defaultLimit = 10;

/** Lists the streams of a hub, newest first. The marker is the number of streams on previous pages. */
export const listStreams: PiliHandler = (call, context, now) => {
  const { hub, marker = "", limit = defaultLimit, title = "", status, idonly } = parametersOf(call);
  if (context.hub !== undefined && context.hub !== hub) return notFound;
  const start = String(marker).trim();
  if (!/^\d{0,15}$/.test(start)) return rejectField("marker", "text");
  const streams = [...context.streams.values()]
    .reverse()
    .filter(({ data }) => data.hub === hub && data.title.startsWith(String(title)))
    .filter((stream) => status === undefined || publishedSince(stream, now) !== undefined);
  const show = (stream: StreamState) =>
    idonly === undefined ? toStream(stream, now) : { id: stream.data.id };
  return toPage(streams.map(show), Number(start), Number(limit));
};

function toPage(streams: readonly object[], start: number, limit: number): Reply {
  const items = streams.slice(start, start + limit);
  if (items.length === 0) return { status: 200, body: { marker: "", end: true, items: null } };
  const next = start + items.length;
  const body = { marker: String(next), end: next >= streams.length, items };
  return { status: 200, body };
}

/**
 * Creates the initial streams: those of the spec's list, one of them with the spec's recording.
 *
 * @param hub - Name of their hub, by default that of the spec.
 */
export function createInitialStreams(
  findExample: FindPiliExample,
  hub: string | undefined,
): Map<string, StreamState> {
  const { items } = findExample("listStreams");
  const recorded = findExample("getStream");
  const { segments } = findExample("getStreamSegments");
  // Lists start with the newest.
  const streams = (items ?? []).filter(isComplete).toReversed();
  return new Map(
    streams.map((stream) => {
      const pushes = stream.id === recorded.id ? (segments ?? []) : [];
      const data = moveTo(stream, hub);
      return [data.id, { data, title: data.title, allowedFromMs: 0, pushes }];
    }),
  );
}

/** Returns whether a stream has all of its fields: lists may contain ids only. */
function isComplete(stream: { readonly id: string }): stream is StreamData {
  return "title" in stream && "hosts" in stream;
}

function moveTo(
  { disabled: _, disabledTill: __, ...data }: StreamData,
  hub: string = data.hub,
): StreamState["data"] {
  return { ...data, hub, id: toStreamId(hub, data.title) };
}

/** Returns the id of a stream. The mock has only one zone. */
function toStreamId(hub: string, title: string): string {
  return `z1.${hub}.${title}`;
}
