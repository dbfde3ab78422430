import type {
  CreateStreamBody,
  ListStreamsQuery,
  SaveStreamAsBody,
  SnapshotStreamBody,
  UpdateStreamBody,
} from "../../generated/pili/endpoints.ts";
import { describe, requireInteger, requireObject, requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { requireHttpUrl } from "../qiniu/http-url.ts";
import { requireInterval, requireSeconds } from "../qiniu/unix-seconds.ts";

/** Parameters of a new stream. */
export type CreateStreamParams = Omit<CreateStreamBody, "hub">;

/** Filters of `hub.listStreams()`. */
export type ListStreamsParams = Omit<ListStreamsQuery, "hub">;

/** Parameters of `stream.segments()`. */
export interface SegmentsParams {
  /** Start in Unix seconds. Requires `end`. */
  start?: number | undefined;
  /** End in Unix seconds. Requires `start`. */
  end?: number | undefined;
  /** Maximum number of segments, at least 1. */
  limit?: number | undefined;
}

/** Parameters of `stream.saveAs()`. */
export interface SaveAsParams extends SaveStreamAsBody {
  /** Start in Unix seconds. */
  start: number;
  /** End in Unix seconds, not before `start`. */
  end: number;
}

/** Parameters of `stream.snapshot()`. */
export type SnapshotParams = SnapshotStreamBody;

const titlePattern = /^[A-Za-z0-9_-]{4,200}$/;
const maxLimit = 2 ** 32 - 1;
const securities: readonly unknown[] = ["dynamic", "static"];

/**
 * Checks the parameters of a new stream.
 *
 * @throws {InvalidArgumentError} When a parameter is not valid.
 */
export function checkCreateParams(params: CreateStreamParams): CreateStreamParams {
  const { title, publishKey, publishSecurity } = requireObject("params", params);
  if (title !== undefined && !titlePattern.test(requireText("title", title))) {
    const allowed = "must consist of 4 to 200 letters, digits, hyphens and underscores";
    throw new InvalidArgumentError("title", allowed);
  }
  checkPublishing(publishKey, publishSecurity);
  return params;
}

/**
 * Checks the filters of a list of streams.
 *
 * @throws {InvalidArgumentError} When a filter is not valid.
 */
export function checkListParams(params: ListStreamsParams): ListStreamsParams {
  const { idonly, ...filters } = requireObject("params", params);
  requireLimit(filters.limit);
  // The service seems to check only that the parameter is present, so "idonly=false" would enable it.
  return idonly ? { ...filters, idonly } : filters;
}

/**
 * Checks the changes of a stream.
 *
 * @throws {InvalidArgumentError} When no change is given, or a value is not valid.
 */
export function checkChanges(changes: UpdateStreamBody): UpdateStreamBody {
  const { publishKey, publishSecurity, disabled } = requireObject("changes", changes);
  if ([publishKey, publishSecurity, disabled].every((value) => value === undefined)) {
    const allowed = "must contain publishKey, publishSecurity or disabled";
    throw new InvalidArgumentError("changes", allowed);
  }
  checkPublishing(publishKey, publishSecurity);
  if (disabled !== undefined && typeof disabled !== "boolean") {
    throw new InvalidArgumentError("disabled", `must be a boolean, not ${describe(disabled)}`);
  }
  return changes;
}

/**
 * Checks the parameters of a list of segments.
 *
 * @throws {InvalidArgumentError} When only one of `start` and `end` is given, or a value is not valid.
 */
export function checkSegmentsParams(params: SegmentsParams): SegmentsParams {
  const { start, end, limit } = requireObject("params", params);
  if ((start === undefined) !== (end === undefined)) {
    const [missing, given] = start === undefined ? ["start", "end"] : ["end", "start"];
    throw new InvalidArgumentError(missing, `must be given together with ${given}`);
  }
  if (start !== undefined) requireInterval(start, end);
  requireLimit(limit);
  return params;
}

/**
 * Checks the parameters of a stored recording.
 *
 * @throws {InvalidArgumentError} When a value is not valid.
 */
export function checkSaveAsParams(params: SaveAsParams): SaveAsParams {
  const { name, start, end, format } = requireObject("params", params);
  requireText("name", name);
  requireInterval(start, end);
  if (format !== undefined) requireText("format", format);
  checkJobParams(params);
  return params;
}

/**
 * Checks the parameters of a snapshot.
 *
 * @throws {InvalidArgumentError} When a value is not valid.
 */
export function checkSnapshotParams(params: SnapshotParams): SnapshotParams {
  const { name, format, time } = requireObject("params", params);
  requireText("name", name);
  requireText("format", format);
  if (time !== undefined) requireSeconds("time", time);
  checkJobParams(params);
  return params;
}

function requireLimit(limit: unknown): void {
  if (limit !== undefined) requireInteger("limit", limit, 1, maxLimit);
}

function checkPublishing(publishKey: unknown, publishSecurity: unknown): void {
  if (publishKey !== undefined) requireText("publishKey", publishKey);
  if (publishSecurity === undefined || securities.includes(publishSecurity)) return;
  throw new InvalidArgumentError("publishSecurity", 'must be "dynamic" or "static"');
}

function checkJobParams({
  notifyUrl,
  pipeline,
}: Pick<SnapshotParams, "notifyUrl" | "pipeline">): void {
  if (pipeline !== undefined) requireText("pipeline", pipeline);
  if (notifyUrl !== undefined) requireHttpUrl("notifyUrl", notifyUrl);
}
