import type {
  CreateStreamBody,
  ListStreamsQuery,
  SaveStreamAsBody,
  SnapshotStreamBody,
  UpdateStreamBody,
} from "../../generated/pili/endpoints.ts";
import { describe, requireInteger, requireObject, requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { requireInterval, requireSeconds } from "../qiniu/unix-seconds.ts";

/** Parameters of a new stream. The hub is known. */
export type CreateStreamParams = Omit<CreateStreamBody, "hub">;

/** Filters of `hub.listStreams()`. */
export type ListStreamsParams = Omit<ListStreamsQuery, "hub">;

/** Parameters of `stream.segments()`. */
export interface SegmentsParams {
  /** Unix seconds. With `end`. */
  start?: number | undefined;
  /** Unix seconds. With `start`. */
  end?: number | undefined;
  /** The most segments to give, at least 1. */
  limit?: number | undefined;
}

/** Parameters of `stream.saveAs()`. */
export interface SaveAsParams extends SaveStreamAsBody {
  /** Unix seconds. */
  start: number;
  /** Unix seconds, not before `start`. */
  end: number;
}

/** Parameters of `stream.snapshot()`. */
export type SnapshotParams = SnapshotStreamBody;

const titlePattern = /^[A-Za-z0-9_-]{4,200}$/;
const largestLimit = 2 ** 32 - 1;
const securities: readonly unknown[] = ["dynamic", "static"];

/** @throws {InvalidArgumentError} When a parameter of a new stream cannot be used. */
export function checkCreate(params: CreateStreamParams): CreateStreamParams {
  const { title, publishKey, publishSecurity } = requireObject("params", params);
  if (title !== undefined && !titlePattern.test(requireText("title", title))) {
    const allowed = "must be 4 to 200 letters, digits, hyphens and underscores";
    throw new InvalidArgumentError("title", allowed);
  }
  checkPublishing(publishKey, publishSecurity);
  return params;
}

/** @throws {InvalidArgumentError} When a filter cannot be used. */
export function checkFilters(params: ListStreamsParams): ListStreamsParams {
  const { idonly, ...filters } = requireObject("params", params);
  requireLimit(filters.limit);
  // The name alone seems to turn it on, so that "idonly=false" would do the opposite.
  return idonly ? { ...filters, idonly } : filters;
}

/** @throws {InvalidArgumentError} When there is nothing to change, or a value cannot be used. */
export function checkUpdate(changes: UpdateStreamBody): UpdateStreamBody {
  const { publishKey, publishSecurity, disabled } = requireObject("changes", changes);
  if ([publishKey, publishSecurity, disabled].every((value) => value === undefined)) {
    const allowed = "must hold publishKey, publishSecurity or disabled";
    throw new InvalidArgumentError("changes", allowed);
  }
  checkPublishing(publishKey, publishSecurity);
  if (disabled !== undefined && typeof disabled !== "boolean") {
    throw new InvalidArgumentError("disabled", `must be a boolean, not ${describe(disabled)}`);
  }
  return changes;
}

/** @throws {InvalidArgumentError} When only one end is given, or a value cannot be used. */
export function checkSegments(params: SegmentsParams): SegmentsParams {
  const { start, end, limit } = requireObject("params", params);
  if ((start === undefined) !== (end === undefined)) {
    const missing = start === undefined ? "start" : "end";
    throw new InvalidArgumentError(missing, "must be given too: both ends or none");
  }
  if (start !== undefined) requireInterval(start, end);
  requireLimit(limit);
  return params;
}

/** @throws {InvalidArgumentError} When a value cannot be used. */
export function checkSaveAs(params: SaveAsParams): SaveAsParams {
  const { name, start, end, format } = requireObject("params", params);
  requireText("name", name);
  requireInterval(start, end);
  if (format !== undefined) requireText("format", format);
  checkJob(params);
  return params;
}

/** @throws {InvalidArgumentError} When a value cannot be used. */
export function checkSnapshot(params: SnapshotParams): SnapshotParams {
  const { name, format, time } = requireObject("params", params);
  requireText("name", name);
  requireText("format", format);
  if (time !== undefined) requireSeconds("time", time);
  checkJob(params);
  return params;
}

function requireLimit(limit: unknown): void {
  if (limit !== undefined) requireInteger("limit", limit, 1, largestLimit);
}

function checkPublishing(publishKey: unknown, publishSecurity: unknown): void {
  if (publishKey !== undefined) requireText("publishKey", publishKey);
  if (publishSecurity === undefined || securities.includes(publishSecurity)) return;
  throw new InvalidArgumentError("publishSecurity", 'must be "dynamic" or "static"');
}

function checkJob({ notifyUrl, pipeline }: { notifyUrl?: unknown; pipeline?: unknown }): void {
  if (pipeline !== undefined) requireText("pipeline", pipeline);
  if (notifyUrl === undefined) return;
  if (/^https?:\/\//i.test(requireText("notifyUrl", notifyUrl)) && URL.canParse(String(notifyUrl)))
    return;
  throw new InvalidArgumentError("notifyUrl", "must be an http or https URL");
}
