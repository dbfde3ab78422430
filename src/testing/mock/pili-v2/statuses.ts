import type { GetLiveStatusData, ListLiveStatusesBody } from "../../../pili-v2/index.ts";
import { toUnixSeconds } from "../../../qiniu/unix-seconds.ts";
import type { Reply } from "../../exchange/reply.ts";
import { parametersOf } from "../../spec/operation.ts";
import type { NotLiveAs } from "../mock-api.ts";
import { rejection } from "../qiniu/handler.ts";
import { publishedSince, pushesWithin } from "../qiniu/publishing.ts";
import { type PiliV2Handler, toSecond, withHub, withStream } from "./handler.ts";
import type { FindPiliV2Example, StreamState } from "./hub-state.ts";

export const getLiveStatus: PiliV2Handler = withStream(({ stream }, _call, context, now) => {
  const { findExample, notLiveAs } = context;
  const status = liveStatus(stream, findExample, now);
  return status === undefined ? notLive(findExample)[notLiveAs] : { status: 200, body: status };
});

/** Returns the forms in which the service has reported that a stream is not live. */
function notLive(findExample: FindPiliV2Example): Readonly<Record<NotLiveAs, Reply>> {
  return {
    "619": rejection(619, "no live"),
    "404": rejection(404, "not found"),
    zeros: { status: 200, body: findExample("getLiveStatus", 200, "notLive") },
  };
}

/** Lists the statuses of streams. Those that are unknown or not live are omitted. */
export const listLiveStatuses: PiliV2Handler = withHub((hub, { body }, { findExample }, now) => {
  const { items: keys } = body.json as ListLiveStatusesBody;
  const items = [...new Set(keys)].flatMap((key) => {
    const stream = hub.streams.get(key);
    const status = stream && liveStatus(stream, findExample, now);
    return status === undefined ? [] : [{ key, ...status }];
  });
  return { status: 200, body: { items } };
});

/** Returns the status of a live stream. Its addresses and rates are those of the spec's example. */
function liveStatus(
  stream: StreamState,
  findExample: FindPiliV2Example,
  now: Date,
): GetLiveStatusData | undefined {
  const since = publishedSince(stream, now);
  if (since === undefined) return undefined;
  const example = findExample("getLiveStatus", 200, "liveOnNewerServer");
  return { ...example, startAt: toUnixSeconds(since) };
}

/** Lists the connections that have ended, the newest first. */
export const listHistoryActivity: PiliV2Handler = withStream(
  ({ stream }, call, { findExample }) => {
    const { start, end } = parametersOf(call);
    const { items } = findExample("listHistoryActivity", 200, "pushOnNewerServer");
    const { start: _, end: __, ...addresses } = items?.[0] ?? {};
    const found = pushesWithin(stream.pushes, toSecond(start), toSecond(end));
    return {
      status: 200,
      body: { items: found.map((push) => ({ ...push, ...addresses })).reverse() },
    };
  },
);
