import type {
  CreateStreamBody,
  SetStreamConvertsBody,
  SetStreamDisabledBody,
} from "../../../pili-v2/index.ts";
import { toUnixSeconds } from "../../../qiniu/unix-seconds.ts";
import { parametersOf } from "../../spec/operation.ts";
import { done, rejection } from "../qiniu/handler.ts";
import { pageAfter } from "../qiniu/marked-page.ts";
import { blockPublishing, publishedSince, tillMsOf } from "../qiniu/publishing.ts";
import { badRequest, type PiliV2Handler, withHub, withStream } from "./handler.ts";
import { type HubState, type StreamState, toStream } from "./hub-state.ts";

/** Seconds from the creation of a stream to its end, as far as it is known. */
const lifetime = 15 * 24 * 3600;

export const createStream: PiliV2Handler = withHub(({ streams }, { body }, _context, now) => {
  const { key } = body.json as CreateStreamBody;
  if (streams.has(key)) return rejection(614, "stream already exists");
  const second = toUnixSeconds(now);
  const times = { createdAt: second, updatedAt: second, expireAt: second + lifetime };
  const data = { ...times, converts: [], watermark: false, nropEnable: false };
  streams.set(key, { title: key, data, allowedFromMs: now.getTime(), pushes: [] });
  return done;
});

export const getStream: PiliV2Handler = withStream(({ hub, stream }, _call, _context, now) => ({
  status: 200,
  body: toStream(hub, stream, now),
}));

/** Number of streams in a page when the request has no limit. */
const defaultLimit = 1000;

/** Lists streams, the oldest first. A page that is not empty has a marker, as the last one seen. */
export const listStreams: PiliV2Handler = withHub((hub, call, _context, now) => {
  const { marker = "", limit = 0, prefix = "", liveonly } = parametersOf(call);
  const isLiveOnly = /^(true|)$/i.test(String(liveonly));
  const found = [...hub.streams.values()]
    .filter(({ title }) => title.startsWith(String(prefix)))
    .filter((stream) => !isLiveOnly || publishedSince(stream, now) !== undefined);
  const page = pageAfter(found, String(marker), Number(limit) || defaultLimit);
  if (page === undefined || Number(marker || 1) === 0) return badRequest;
  const items = page.items.map(({ title: key }) => ({ key }));
  return { status: 200, body: { items, marker: items.length === 0 ? "" : page.marker } };
});

/** Disables a stream until a time or for a duration, or enables it. */
export const setStreamDisabled: PiliV2Handler = withStream(
  ({ hub, stream }, { body }, _context, now) => {
    const { disabledTill, disablePeriodSecond = 0 } = body.json as SetStreamDisabledBody;
    const isPeriod = disabledTill === 0 && disablePeriodSecond > 0;
    const till = isPeriod ? toUnixSeconds(now) + disablePeriodSecond : disabledTill;
    save(hub, blockPublishing(stream, tillMsOf(till), now), now);
    return done;
  },
);

export const setStreamConverts: PiliV2Handler = withStream(
  ({ hub, stream }, { body }, _context, now) => {
    const { converts } = body.json as SetStreamConvertsBody;
    save(hub, { ...stream, data: { ...stream.data, converts } }, now);
    return done;
  },
);

function save({ streams }: HubState, stream: StreamState, now: Date): void {
  const data = { ...stream.data, updatedAt: toUnixSeconds(now) };
  streams.set(stream.title, { ...stream, data });
}
