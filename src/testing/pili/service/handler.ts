import type { ReceivedCall } from "../../received-call.ts";
import type { Reply } from "../../reply.ts";
import { notFound } from "./pili-errors.ts";
import type { StreamState } from "./stream-state.ts";
import type { World } from "./world.ts";

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
