import type {
  ListPlayHistoryQuery,
  SaveStreamAsBody,
  SetStreamDisabledBody,
  SnapshotStreamBody,
} from "../../generated/pili-v2/endpoints.ts";
import {
  isPlainObject,
  requireBoolean,
  requireInteger,
  requireItems,
  requireKnownOptions,
  requireObject,
  requireOneOf,
  requireText,
  requireThat,
} from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { requireHttpUrl } from "../qiniu/http-url.ts";
import { requireInterval, requireSeconds } from "../qiniu/unix-seconds.ts";

/** Filters of `hub.listStreams()`. */
export interface ListStreamsParams {
  /** Only streams whose key starts with this text. */
  prefix?: string | undefined;
  /** Only streams that are live. */
  liveOnly?: boolean | undefined;
  /** Maximum number of streams of a page, at most 5000. With 0, the service chooses it. */
  limit?: number | undefined;
  /** Position to continue from: `marker` of another page. */
  marker?: string | undefined;
}

/** An interval of time. */
export interface IntervalParams {
  /** Start in Unix seconds. Without it, or with 0, the start is not limited. */
  start?: number | undefined;
  /** End in Unix seconds. Without it, or with 0, the current time. */
  end?: number | undefined;
}

/** Parameters of `hub.playHistory()`: `start` and `end` in Unix seconds, `limit`, and `marker`. */
export type PlayHistoryParams = ListPlayHistoryQuery;

/** Until when `stream.disable()` rejects publishing: a time in Unix seconds, or a duration. */
export type DisabledUntil = number | { readonly forSeconds: number };

/** Parameters of `stream.saveAs()`. */
export type SaveAsParams = SaveStreamAsBody;

/** Parameters of `stream.snapshot()`. */
export type SnapshotParams = SnapshotStreamBody;

const keyPattern = /^[A-Za-z0-9_-]{1,200}$/;

/**
 * Checks the key of a new stream.
 *
 * @throws {InvalidArgumentError} When the key is not valid.
 */
export function checkNewKey(key: unknown): string {
  const isValid = keyPattern.test(requireText("key", key));
  requireThat(isValid, "key", "must consist of 1 to 200 letters, digits, hyphens and underscores");
  return String(key);
}

/** Greatest `limit` of a page of streams. */
export const maxPageLimit = 5_000;

const listFilters: Readonly<Record<keyof ListStreamsParams, true>> = {
  prefix: true,
  liveOnly: true,
  limit: true,
  marker: true,
};

/**
 * Checks the filters of a list of streams.
 *
 * @returns The query without `limit` and `marker`. Filters without an effect are left out.
 * @throws {InvalidArgumentError} When a filter is not valid.
 */
export function checkListParams(params: ListStreamsParams): { prefix?: string; liveonly?: true } {
  requireKnownOptions(requireObject("params", params), listFilters);
  const { prefix, liveOnly, limit, marker } = params;
  if (prefix !== undefined && prefix !== "") requireText("prefix", prefix);
  if (marker !== undefined && marker !== "") requireText("marker", marker);
  if (limit !== undefined) requireInteger("limit", limit, 0, maxPageLimit);
  const isLiveOnly = requireBoolean("liveOnly", liveOnly);
  return { ...(prefix ? { prefix } : {}), ...(isLiveOnly ? { liveonly: true } : {}) };
}

/**
 * Returns the body that disables a stream: permanently, until a time, or for a duration.
 *
 * @throws {InvalidArgumentError} When the time or duration is not valid.
 */
export function toDisabledBody(until: DisabledUntil | undefined): SetStreamDisabledBody {
  if (until === undefined) return { disabledTill: -1 };
  if (isPlainObject(until)) {
    requireKnownOptions(until, { forSeconds: true });
    const seconds = requireInteger("until.forSeconds", until.forSeconds, 1, maxSeconds);
    return { disabledTill: 0, disablePeriodSecond: seconds };
  }
  requireThat(until !== 0, "until", "must not be 0, which would enable the stream: call enable()");
  return { disabledTill: requireSeconds("until", until) };
}

/** Longest duration, about 3000 years. */
const maxSeconds = 100_000_000_000;

/**
 * Checks parameters that are an interval and nothing else.
 *
 * @throws {InvalidArgumentError} When a time is not valid, or `start` is after `end`.
 */
export function checkIntervalParams(params: IntervalParams): IntervalParams {
  requireKnownOptions(checkInterval(params), { start: true, end: true });
  return params;
}

/** Checks an interval both of whose ends may be missing or 0. */
function checkInterval<Params extends IntervalParams>(params: Params): Params {
  const { start = 0, end = 0 } = requireObject("params", params);
  requireSeconds("start", start);
  if (requireSeconds("end", end) !== 0) requireInterval(start, end);
  return params;
}

/**
 * Checks the parameters of a saved recording.
 *
 * @throws {InvalidArgumentError} When a value is not valid.
 */
export function checkSaveAsParams(params: SaveAsParams): SaveAsParams {
  const { format, expireDays, persistentDeleteAfterDays, firstTsType } = checkInterval(params);
  if (format !== undefined) requireOneOf("format", format, ["m3u8", "flv", "mp4"]);
  if (expireDays !== undefined) requireInteger("expireDays", expireDays, -1, maxDays);
  requireDays("persistentDeleteAfterDays", persistentDeleteAfterDays);
  if (firstTsType !== undefined) requireInteger("firstTsType", firstTsType, 0, 3);
  checkFileParams(params);
  return params;
}

/**
 * Checks the parameters of a snapshot.
 *
 * @throws {InvalidArgumentError} When a value is not valid.
 */
export function checkSnapshotParams(params: SnapshotParams): SnapshotParams {
  const { time, format, deleteAfterDays } = requireObject("params", params);
  if (time !== undefined) requireSeconds("time", time);
  if (format !== undefined) requireOneOf("format", format, ["jpg", "png"]);
  requireDays("deleteAfterDays", deleteAfterDays);
  checkFileParams(params);
  return params;
}

function checkFileParams({
  fname,
  pipeline,
  notify,
}: Pick<SnapshotParams, "fname" | "pipeline" | "notify">): void {
  if (fname !== undefined) requireText("fname", fname);
  if (pipeline !== undefined) requireText("pipeline", pipeline);
  if (notify !== undefined) requireHttpUrl("notify", notify);
}

/** Greatest number of days, about 3000 years. */
const maxDays = 1_000_000;

function requireDays(argument: string, value: unknown): void {
  if (value !== undefined) requireInteger(argument, value, 0, maxDays);
}

/**
 * Checks a list of profiles, which may be empty.
 *
 * @throws {InvalidArgumentError} When it is not an array of names.
 */
export function checkProfiles(profiles: readonly string[]): string[] {
  const isName = (name: unknown) => typeof name === "string" && name.trim() !== "";
  const form = { array: "an array of names", item: "must be the name of a profile" };
  return [...requireItems("profiles", profiles, isName, form)];
}

/**
 * Checks the parameters of the viewers over time.
 *
 * @throws {InvalidArgumentError} When the interval, the limit or the marker is not valid.
 */
export function checkPlayHistoryParams(params: PlayHistoryParams): PlayHistoryParams {
  const { start, end, limit, marker } = requireObject("params", params);
  requireInterval(start, end);
  if (limit !== undefined) requireInteger("limit", limit, 1, Number.MAX_SAFE_INTEGER);
  if (marker !== undefined) requireText("marker", marker);
  return params;
}

/** Longest interval of measurements: a day. */
const maxStatsSeconds = 86_400;

/**
 * Checks the interval of the measurements of a stream.
 *
 * @throws {InvalidArgumentError} When a time is not valid, or the interval is longer than 24 hours.
 */
export function checkStatsInterval(params: IntervalParams): IntervalParams {
  const { start, end } = checkIntervalParams(params);
  if (!start || !end || end - start <= maxStatsSeconds) return params;
  throw new InvalidArgumentError("end", "must be at most 24 hours after start");
}
