import type { ListStreamStatusesBody, Segment, StreamStatus } from "../../../pili/index.ts";
import { toUnixSeconds } from "../../../qiniu/unix-seconds.ts";
import { type PiliHandler, withStream } from "./handler.ts";
import type { FindPiliExample, StreamState } from "./stream-state.ts";

/** A stream has a publisher if its title starts with this. It publishes whenever that is allowed. */
const liveTitle = "live";

/** Time that the publisher takes to connect. */
const connectMs = 2_000;

/** Returns the start of the current connection, if there is one. */
export function publishedSince({ data, allowedFromMs }: StreamState, now: Date): Date | undefined {
  const startMs = allowedFromMs + connectMs;
  return data.title.startsWith(liveTitle) && startMs <= now.getTime()
    ? new Date(startMs)
    : undefined;
}

/** Returns what was recorded so far, including the current connection. */
export function recordedSegments(stream: StreamState, now: Date): Segment[] {
  const since = publishedSince(stream, now);
  if (since === undefined) return [...stream.pushes];
  const push = { start: toUnixSeconds(since), end: toUnixSeconds(now) };
  return push.end > push.start ? [...stream.pushes, push] : [...stream.pushes];
}

/**
 * Disallows publishing, which ends the current connection immediately.
 *
 * @param tillMs - Milliseconds since 1970, or `Infinity`. A time in the past has no effect.
 */
export function blockPublishing(stream: StreamState, tillMs: number, now: Date): StreamState {
  if (tillMs <= now.getTime()) return allowPublishing(stream, now);
  return { ...stream, allowedFromMs: tillMs, pushes: recordedSegments(stream, now) };
}

/** Allows publishing. An existing connection is not interrupted. */
export function allowPublishing(stream: StreamState, now: Date): StreamState {
  return stream.allowedFromMs > now.getTime()
    ? { ...stream, allowedFromMs: now.getTime() }
    : stream;
}

export const getStreamStatus: PiliHandler = withStream((stream, _call, { findExample }, now) => ({
  status: 200,
  body: toStatus(stream, findExample, now),
}));

/** Lists the statuses of streams. Unknown ones are omitted. */
export const listStreamStatuses: PiliHandler = ({ body }, { streams, findExample }, now) => {
  const { streamIds } = body.json as ListStreamStatusesBody;
  const items = streamIds.flatMap((streamId) => {
    const stream = streams.get(streamId);
    if (stream === undefined) return [];
    const status = toStatus(stream, findExample, now);
    return [{ streamId, ...status, updatedAt: now.toISOString() }];
  });
  return { status: 200, body: { items: items.length === 0 ? null : items } };
};

/** Returns a status. Its address and rates are those of the spec's example. */
function toStatus(stream: StreamState, findExample: FindPiliExample, now: Date): StreamStatus {
  const find = (name: string) => findExample("getStreamStatus", 200, name);
  const connected = find("connected");
  const since = publishedSince(stream, now);
  if (since !== undefined) return { ...connected, startFrom: since.toISOString() };
  const addr = stream.pushes.length === 0 ? "" : connected.addr;
  return { ...find("disconnectedWithRates"), addr };
}
