import type { Segment } from "../../../pili/index.ts";
import { parametersOf } from "../../received-call.ts";
import { type Handler, withStream } from "./handler.ts";
import { refuseField } from "./pili-errors.ts";
import { recordedSegments } from "./publishing.ts";

/** Lists the segments that lie in the interval, or reach into it. */
export const getStreamSegments: Handler = withStream((stream, call, _world, now) => {
  const { start, end, limit } = parametersOf(call);
  if (start === undefined && end !== undefined) return refuseField("start", "number");
  if (end === undefined && start !== undefined) return refuseField("end", "number");
  if (Number(start) > Number(end)) return refuseField("start", "number");
  const found = segmentsWithin(recordedSegments(stream, now), toNumber(start), toNumber(end));
  const segments = found.slice(0, toNumber(limit));
  const [first] = segments;
  const last = segments.at(-1);
  if (first === undefined || last === undefined) return { status: 200, body: { segments: null } };
  return { status: 200, body: { start: first.start, end: last.end, segments } };
});

function toNumber(text: unknown): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** The segments that have a second in common with an interval. Both its ends belong to it. */
export function segmentsWithin(
  segments: readonly Segment[],
  start: number = Number.NEGATIVE_INFINITY,
  end: number = Number.POSITIVE_INFINITY,
): Segment[] {
  return segments.filter((segment) => segment.start <= end && segment.end >= start);
}
