import type { ListStreamStatusesBody, StreamStatus } from "../../../pili/index.ts";
import { publishedSince } from "../qiniu/publishing.ts";
import { type PiliHandler, withStream } from "./handler.ts";
import type { FindPiliExample, StreamState } from "./stream-state.ts";

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
