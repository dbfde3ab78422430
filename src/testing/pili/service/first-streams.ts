import type { ListStreamsData, Segment, StreamData } from "../../../pili/index.ts";
import type { FindExample } from "../../prism/examples.ts";
import type { StreamState } from "./stream-state.ts";

/**
 * The streams that exist from the start: those of the spec's list, one of them with the spec's
 * recording.
 *
 * @param hub - Where they are, by default where the spec has them.
 */
export function createFirstStreams(
  findExample: FindExample,
  hub: string | undefined,
): Map<string, StreamState> {
  const { items } = findExample("listStreams") as ListStreamsData;
  const recorded = findExample("getStream") as StreamData;
  const { segments } = findExample("getStreamSegments") as { segments: Segment[] };
  // A list begins with the newest.
  const streams = (items as StreamData[]).toReversed();
  return new Map(
    streams.map((stream) => {
      const pushes = stream.id === recorded.id ? segments : [];
      const data = moveTo(stream, hub);
      return [data.id, { data, freeFromMs: 0, pushes }];
    }),
  );
}

function moveTo(
  { disabled: _, disabledTill: __, ...data }: StreamData,
  hub: string = data.hub,
): StreamState["data"] {
  return { ...data, hub, id: toStreamId(hub, data.title) };
}

/** The id of a stream. Of the service's zones there is one. */
export function toStreamId(hub: string, title: string): string {
  return `z1.${hub}.${title}`;
}
