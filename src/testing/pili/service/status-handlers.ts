import type { ListStreamStatusesBody, StreamStatus } from "../../../pili/index.ts";
import type { FindExample } from "../../prism/examples.ts";
import { type Handler, withStream } from "./handler.ts";
import { pushedSince } from "./publishing.ts";
import type { StreamState } from "./stream-state.ts";

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
