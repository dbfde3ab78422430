import type { Reply } from "../../exchange/reply.ts";
import { type QiniuHandler, type RecordHandler, rejection, segmentOf } from "../qiniu/handler.ts";
import type { JobQueue } from "../qiniu/jobs.ts";
import type { FindPiliExample, StreamState } from "./stream-state.ts";

/** Handles the calls of one operation. */
export type PiliHandler = QiniuHandler<PiliContext>;

/** Creates a handler of an existing stream: other ids get a 404. */
export function withStream(handle: RecordHandler<PiliContext, StreamState>): PiliHandler {
  return (call, context, now) => {
    const stream = context.streams.get(segmentOf(call, 2));
    return stream === undefined ? notFound : handle(stream, call, context, now);
  };
}

/** Reply for an unknown stream or hub. */
export const notFound: Reply = { status: 404, body: { error: 404_001, message: "not found" } };

/** Reply for a time at which nothing was recorded. */
export const noData: Reply = rejection(619, "no data");

const faults = {
  duplicate: { error: 400_001, message: "duplicated content" },
  text: { error: 400_001, message: "invalid string" },
  number: { error: 400_003, message: "invalid number" },
} as const;

/** Returns the reply for an invalid field of a request. */
export function rejectField(field: string, fault: keyof typeof faults): Reply {
  const details = { [field]: faults[fault] };
  return { status: 400, body: { error: 400_000, message: "bad request", details } };
}

/** Records and services that the handlers work with. Each reset replaces them. */
export interface PiliContext {
  /** By id, oldest first. */
  readonly streams: Map<string, StreamState>;
  readonly jobs: JobQueue;
  /** Name of the only hub. Without it, every name is a hub. */
  readonly hub: string | undefined;
  /** Creates a unique id of 24 hex digits. */
  readonly makeId: () => string;
  readonly findExample: FindPiliExample;
}
