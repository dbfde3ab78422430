import { toUnixSeconds } from "../../../qiniu/unix-seconds.ts";
import type { Reply } from "../../exchange/reply.ts";
import { parametersOf, type ReceivedCall } from "../../spec/operation.ts";
import { pageAfter } from "../qiniu/marked-page.ts";
import { pushesWithin, recordedPushes } from "../qiniu/publishing.ts";
import { badRequest, type PiliV2Handler, toSecond, withHub, withStream } from "./handler.ts";
import type { FindPiliV2Example, HubState } from "./hub-state.ts";

/** Seconds between the measurements of a stream, and their maximum range. */
const measurementSeconds = 60;
const maxRange = 24 * 3600;

/** Lists measurements of the time in which a stream was published, by default in the last hour. */
export const getStreamStats: PiliV2Handler = withStream((found, call, { findExample }, now) => {
  const { hub, stream } = found;
  const parameters = parametersOf(call);
  const end = toSecond(parameters["end"]) ?? toUnixSeconds(now);
  const start = toSecond(parameters["start"]) ?? Math.max(0, end - 3600);
  if (start > end || end - start > maxRange) return badRequest;
  const [example] = findExample("getStreamStats").items ?? [];
  const pushes = recordedPushes(stream, now);
  const items = timesWithin(start, end, measurementSeconds)
    .filter((time) => pushesWithin(pushes, time, time).length > 0)
    .map((time) => ({ ...example, hub: hub.name, stream: stream.title, time }));
  return { status: 200, body: { items } };
});

/** Maximum number of times in a list: the limit of the service is not documented. */
const maxTimes = 10_000;

/** Returns the multiples of a step from a start to an end. */
function timesWithin(start: number, end: number, step: number): number[] {
  const first = Math.ceil(start / step);
  const count = Math.min(maxTimes, Math.max(0, Math.floor(end / step) - first + 1));
  return Array.from({ length: count }, (_, index) => (first + index) * step);
}

/** Viewers, and the bits per second that they receive. */
interface Viewers {
  readonly count: number;
  readonly bandwidth: number;
}

/** Returns the sum of viewers. */
function total(viewers: readonly Viewers[]): Viewers {
  return {
    count: viewers.reduce((sum, { count }) => sum + count, 0),
    bandwidth: viewers.reduce((sum, { bandwidth }) => sum + bandwidth, 0),
  };
}

/** Returns the viewers of the streams that were live in an interval: each has those of the spec's example. */
function viewersByKey(
  { streams }: HubState,
  [start, end]: readonly [start: number, end: number],
  { findExample, now }: { findExample: FindPiliV2Example; now: Date },
): Map<string, Viewers> {
  const example = findExample("getLiveStatus", 200, "liveOnNewerServer");
  const { playCount: count = 0, bandwidth = 0 } = example;
  const live = [...streams.values()].filter(
    (stream) => pushesWithin(recordedPushes(stream, now), start, end).length > 0,
  );
  return new Map(live.map(({ title }) => [title, { count, bandwidth }]));
}

/** Returns the viewers of a hub at a second. */
function respondWithViewers(
  hub: HubState,
  second: number,
  options: { findExample: FindPiliV2Example; now: Date },
): Reply {
  const viewers = viewersByKey(hub, [second, second], options);
  const body = { total: total([...viewers.values()]), streams: Object.fromEntries(viewers) };
  return { status: 200, body };
}

export const getPlayStats: PiliV2Handler = withHub((hub, _call, { findExample }, now) =>
  respondWithViewers(hub, toUnixSeconds(now), { findExample, now }),
);

export const getPlayHistoryDetail: PiliV2Handler = withHub((hub, call, { findExample }, now) =>
  respondWithViewers(hub, Number(parametersOf(call)["time"]), { findExample, now }),
);

/** Protocols of the domains for viewing. */
const protocols: Readonly<Record<string, string>> = {
  liveRtmp: "rtmp",
  liveHls: "hls",
  liveHdl: "flv",
};

/** Returns the viewers of streams at each domain of the hub. All of them use every domain. */
function viewersByDomain({ domains }: HubState, viewers: ReadonlyMap<string, Viewers>) {
  return [...viewers].flatMap(([streamTitle, numbers]) =>
    [...domains.values()].flatMap(({ domain, type: purpose }) => {
      const type = protocols[purpose];
      return type === undefined ? [] : [{ streamTitle, domain, type, ...numbers }];
    }),
  );
}

export const getDomainPlayStats: PiliV2Handler = withHub((hub, call, { findExample }, now) => {
  const key = String(parametersOf(call)["stream"]);
  const second = toUnixSeconds(now);
  const viewers = viewersByKey(hub, [second, second], { findExample, now }).get(key);
  const items = viewersByDomain(hub, new Map(viewers && [[key, viewers]]));
  return { status: 200, body: { total: total(items), items } };
});

/** Seconds between the points of a history. */
const historySeconds = 300;

/** Number of points in a page when the request has no limit. */
const defaultLimit = 1000;

/** Lists the points at which a stream was live. Each stands for the time up to the next. */
export const listPlayHistory: PiliV2Handler = withHub((hub, call, { findExample }, now) => {
  const [start, end] = intervalOf(call);
  if (start > end) return badRequest;
  const pushes = [...hub.streams.values()].flatMap((stream) => recordedPushes(stream, now));
  const times = pushes.flatMap((push) => {
    const first = Math.max(start, push.start - historySeconds + 1);
    return timesWithin(first, Math.min(end, push.end), historySeconds);
  });
  const points = [...new Set(times)]
    .sort((a, b) => a - b)
    .map((time) => {
      const interval = [time, time + historySeconds - 1] as const;
      return { time, ...total([...viewersByKey(hub, interval, { findExample, now }).values()]) };
    });
  return respondWithPage(call, points, {});
});

export const listDomainPlayHistory: PiliV2Handler = withHub((hub, call, { findExample }, now) => {
  const interval = intervalOf(call);
  if (interval[0] > interval[1]) return badRequest;
  const items = viewersByDomain(hub, viewersByKey(hub, interval, { findExample, now }));
  return respondWithPage(call, items, { total: total(items) });
});

function intervalOf(call: ReceivedCall): readonly [start: number, end: number] {
  const { start, end } = parametersOf(call);
  return [Number(start), Number(end)];
}

function respondWithPage(call: ReceivedCall, list: readonly object[], others: object): Reply {
  const { marker = "", limit = defaultLimit } = parametersOf(call);
  const page = pageAfter(list, String(marker), Number(limit));
  if (page === undefined) return badRequest;
  const { items, isLast, marker: next } = page;
  return { status: 200, body: { ...others, items, marker: isLast ? "" : next } };
}
