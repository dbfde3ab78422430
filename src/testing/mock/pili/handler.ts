import type { Reply } from "../../exchange/reply.ts";
import type { FindExample } from "../../spec/find-example.ts";
import type { ReceivedCall } from "../../spec/operation.ts";
import type { JobQueue } from "./jobs.ts";
import type { StreamState } from "./stream-state.ts";

/** Answers the calls of one operation. */
export type Handler = (call: ReceivedCall, world: World, now: Date) => Reply;

/** A handler for what is done with one stream, which must be there. */
export function withStream(
  handle: (stream: StreamState, ...rest: Parameters<Handler>) => Reply,
): Handler {
  return (call, world, now) => {
    const stream = world.streams.get(readId(call.path));
    return stream === undefined ? notFound : handle(stream, call, world, now);
  };
}

/** The id in `/streams/{id}/status`. */
function readId(path: string): string {
  const [, , id = ""] = path.split("/");
  try {
    return decodeURIComponent(id);
  } catch {
    return id; // Of no stream: ids hold no percent sign.
  }
}

/** No stream of this id, or no such hub. */
export const notFound: Reply = { status: 404, body: { error: 404_001, message: "not found" } };

/** Nothing was recorded at the time that was asked for. */
export const noData: Reply = { status: 619, body: { error: "no data" } };

/** No job of this id. */
export const unknownJob: Reply = { status: 612, body: { error: "not such id in prefop" } };

const faults = {
  duplicate: { error: 400_001, message: "duplicated content" },
  text: { error: 400_001, message: "invalid string" },
  number: { error: 400_003, message: "invalid number" },
} as const;

/** What is wrong with one field of a request. */
export function refuseField(field: string, fault: keyof typeof faults): Reply {
  const details = { [field]: faults[fault] };
  return { status: 400, body: { error: 400_000, message: "bad request", details } };
}

/** All that a mock of Pili remembers and goes by. */
export interface World {
  /** By id, the oldest first. */
  readonly streams: Map<string, StreamState>;
  readonly jobs: JobQueue;
  /** The only hub that there is. Without it, every name is one. */
  readonly hub: string | undefined;
  /** Makes 24 hex digits that were not made before. */
  readonly makeId: () => string;
  readonly findExample: FindExample;
}
