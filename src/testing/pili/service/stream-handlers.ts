import { randomBytes } from "node:crypto";
import type {
  CreateStreamBody,
  SetStreamAvailabilityBody,
  StreamData,
  UpdateStreamBody,
} from "../../../pili/index.ts";
import { toStreamId } from "./first-streams.ts";
import { type Handler, withStream } from "./handler.ts";
import { notFound, refuseField } from "./pili-errors.ts";
import { allowPublishing, refusePublishing } from "./publishing.ts";
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
