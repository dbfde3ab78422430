import type { ListStreamStatusesBody, Segment, StreamStatus } from "../../../pili/index.ts";
import { toUnixSeconds } from "../../../qiniu/unix-seconds.ts";
import type { FindExample } from "../../spec/find-example.ts";
import { type Handler, withStream } from "./handler.ts";
import type { StreamState } from "./stream-state.ts";

/** A stream whose title begins so has a publisher, who pushes whenever that is allowed. */
const liveTitle = "live";

/** How long the publisher takes to connect. */
const connectMs = 2_000;

/** When the present push began, if there is one. */
export function pushedSince({ data, freeFromMs }: StreamState, now: Date): Date | undefined {
  const startMs = freeFromMs + connectMs;
  return data.title.startsWith(liveTitle) && startMs <= now.getTime()
    ? new Date(startMs)
    : undefined;
}

/** What was recorded so far, the present push included. */
export function recordedSegments(stream: StreamState, now: Date): Segment[] {
  const since = pushedSince(stream, now);
  if (since === undefined) return [...stream.pushes];
  const push = { start: toUnixSeconds(since), end: toUnixSeconds(now) };
  return push.end > push.start ? [...stream.pushes, push] : [...stream.pushes];
}

/**
 * Refuses publishing, which ends the present push at once.
 *
 * @param tillMs - Milliseconds since 1970, or `Infinity`. A time that is over refuses nothing.
 */
export function refusePublishing(stream: StreamState, tillMs: number, now: Date): StreamState {
  if (tillMs <= now.getTime()) return allowPublishing(stream, now);
  return { ...stream, freeFromMs: tillMs, pushes: recordedSegments(stream, now) };
}

/** Allows publishing. A push that is going on goes on. */
export function allowPublishing(stream: StreamState, now: Date): StreamState {
  return stream.freeFromMs > now.getTime() ? { ...stream, freeFromMs: now.getTime() } : stream;
}

export const getStreamStatus: Handler = withStream((stream, _call, { findExample }, now) => ({
  status: 200,
  body: toStatus(stream, findExample, now),
}));

/** Streams that are not known are left out. */
export const listStreamStatuses: Handler = ({ body }, { streams, findExample }, now) => {
  const { streamIds } = body.json as ListStreamStatusesBody;
  const items = streamIds.flatMap((streamId) => {
    const stream = streams.get(streamId);
    if (stream === undefined) return [];
    const status = toStatus(stream, findExample, now);
    return [{ streamId, ...status, updatedAt: now.toISOString() }];
  });
  return { status: 200, body: { items: items.length === 0 ? null : items } };
};

/** Address and rates of every push are those of the spec's example. */
function toStatus(stream: StreamState, findExample: FindExample, now: Date): StreamStatus {
  const find = (name: string) => findExample("getStreamStatus", 200, name) as StreamStatus;
  const connected = find("connected");
  const since = pushedSince(stream, now);
  if (since !== undefined) return { ...connected, startFrom: since.toISOString() };
  const addr = stream.pushes.length === 0 ? "" : connected.addr;
  return { ...find("disconnectedWithRates"), addr };
}
