import { parametersOf } from "../../received-call.ts";
import type { Reply } from "../../reply.ts";
import type { Handler } from "./handler.ts";
import { notFound, refuseField } from "./pili-errors.ts";
import { pushedSince } from "./publishing.ts";
import { type StreamState, toStream } from "./stream-state.ts";

/** What the service answers at most, when it is not told. */
const defaultLimit = 10;

/** Lists a hub's streams, newest first. The marker counts the streams of the pages so far. */
export const listStreams: Handler = (call, world, now) => {
  const { hub, marker = "", limit = defaultLimit, title = "", status, idonly } = parametersOf(call);
  if (world.hub !== undefined && world.hub !== hub) return notFound;
  const start = String(marker).trim();
  if (!/^\d{0,15}$/.test(start)) return refuseField("marker", "text");
  const streams = [...world.streams.values()]
    .reverse()
    .filter(({ data }) => data.hub === hub && data.title.startsWith(String(title)))
    .filter((stream) => status === undefined || pushedSince(stream, now) !== undefined);
  const show = (stream: StreamState) =>
    idonly === undefined ? toStream(stream, now) : { id: stream.data.id };
  return givePage(streams.map(show), Number(start), Number(limit));
};

function givePage(streams: readonly object[], start: number, limit: number): Reply {
  const items = streams.slice(start, start + limit);
  if (items.length === 0) return { status: 200, body: { marker: "", end: true, items: null } };
  const next = start + items.length;
  const body = { marker: String(next), end: next >= streams.length, items };
  return { status: 200, body };
}
