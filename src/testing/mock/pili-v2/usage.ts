import type { Reply } from "../../exchange/reply.ts";
import type { ReceivedCall } from "../../spec/operation.ts";
import { parametersOf } from "../../spec/operation.ts";
import { badRequest, type PiliV2Handler } from "./handler.ts";

/** Values of one statistic. */
interface Statistic {
  /** What is returned when the call has no `select`. */
  readonly selected: readonly string[];
  /** A value of each filter by which values can be grouped. */
  readonly groups: Readonly<Record<string, string>>;
}

const flow: Statistic = {
  selected: ["flow"],
  groups: { hub: "test-hub", domain: "live-hls.test.com", area: "cn" },
};

const statistics: Readonly<Record<string, Statistic>> = {
  getUpflowUsage: flow,
  getDownflowUsage: flow,
  getCodecUsage: { selected: ["duration"], groups: { hub: "test-hub", profile: "480p" } },
  getNropUsage: { selected: ["count"], groups: { hub: "test-hub", assured: "true" } },
  getCasterUsage: { selected: [], groups: { container: "test-container", resolution: "720p" } },
  getPubUsage: { selected: [], groups: { tp: "rtmp" } },
};

/** Handlers of the usage statistics. */
export const usageHandlers: Readonly<Record<string, PiliV2Handler>> = Object.fromEntries(
  Object.entries(statistics).map(([operationId, statistic]) => [
    operationId,
    (call, _context, now) => respondWithUsage(call, statistic, now),
  ]),
);

/** Usage in each hour. The mock measures nothing: every hour has the same. */
const perHour: Readonly<Record<string, number>> = {
  flow: 123_456,
  upflow: 123_456,
  downflow: 1_234_560,
  duration: 3_600,
  count: 3,
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Maximum number of intervals in a response: the limit of the service is not documented. */
const maxIntervals = 10_000;

function respondWithUsage(call: ReceivedCall, { selected, groups }: Statistic, now: Date): Reply {
  const { begin, end, g, group } = parametersOf(call);
  const wanted = call.query.filter(({ key }) => key === "select").map(({ value }) => value);
  const starts = intervalStarts(readTime(begin), readTime(end), String(g), now.getTime());
  if (starts === undefined) return badRequest;
  const values = (hours: number) => {
    const names = wanted.length > 0 ? wanted : selected;
    return Object.fromEntries(
      names.map((name) => [name, Math.round((perHour[name] ?? 0) * hours)]),
    );
  };
  const body = starts.map(([start, hours]) => ({
    time: toText(start),
    values: group === undefined ? values(hours) : { [groups[String(group)] ?? ""]: values(hours) },
  }));
  return { status: 200, body };
}

/** Offset of the time zone of the spec's examples. The real time zone is not documented. */
const offsetMs = 8 * hourMs;

/** Reads `YYYYMMDD` or `YYYYMMDDhhmmss` as milliseconds since 1970. */
function readTime(text: unknown): number {
  const [, date, time = "T00:00:00"] = /^(\d{8})(\d{6})?$/.exec(String(text)) ?? [];
  const day = date?.replace(/^(....)(..)(..)$/, "$1-$2-$3");
  return Date.parse(`${day}${time.replace(/^(..)(..)(..)$/, "T$1:$2:$3")}+08:00`);
}

function toText(timeMs: number): string {
  return new Date(timeMs + offsetMs).toISOString().replace(".000Z", "+08:00");
}

/**
 * Returns the start and the hours of each interval. An end in the future is now.
 *
 * @returns `undefined` when a time does not exist, or there are too many intervals.
 */
function intervalStarts(
  begin: number,
  end: number,
  granularity: string,
  now: number,
): (readonly [startMs: number, hours: number])[] | undefined {
  if (Number.isNaN(begin) || Number.isNaN(end) || begin > end) return undefined;
  const starts: (readonly [number, number])[] = [];
  for (let start = begin; start < Math.min(end, now); ) {
    const next = nextStart(start, granularity);
    starts.push([start, (next - start) / hourMs]);
    if (starts.length > maxIntervals) return undefined;
    start = next;
  }
  return starts;
}

const durations: Readonly<Record<string, number>> = {
  "5min": 5 * minuteMs,
  hour: hourMs,
  day: 24 * hourMs,
};

function nextStart(startMs: number, granularity: string): number {
  const duration = durations[granularity];
  if (duration !== undefined) return startMs + duration;
  const date = new Date(startMs + offsetMs);
  return date.setUTCMonth(date.getUTCMonth() + 1) - offsetMs;
}
