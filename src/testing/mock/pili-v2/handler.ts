import type { Reply } from "../../exchange/reply.ts";
import type { NotLiveAs } from "../mock-api.ts";
import { type QiniuHandler, type RecordHandler, rejection, segmentOf } from "../qiniu/handler.ts";
import type { JobQueue } from "../qiniu/jobs.ts";
import type { DomainState, FindPiliV2Example, HubState, Hubs, StreamState } from "./hub-state.ts";

/** Records and services that the handlers work with. Each reset replaces them. */
export interface PiliV2Context {
  readonly hubs: Hubs;
  readonly jobs: JobQueue;
  /** How the state of a stream that is not live is reported. */
  readonly notLiveAs: NotLiveAs;
  readonly findExample: FindPiliV2Example;
}

/** Handles the calls of one operation. */
export type PiliV2Handler = QiniuHandler<PiliV2Context>;

/** Creates a handler of a hub: unknown names get a 404. */
export function withHub(handle: RecordHandler<PiliV2Context, HubState>): PiliV2Handler {
  return (call, context, now) => {
    const hub = context.hubs.find(segmentOf(call, 3));
    return hub === undefined ? hubNotFound : handle(hub, call, context, now);
  };
}

/** A stream and its hub. */
export interface FoundStream {
  readonly hub: HubState;
  readonly stream: StreamState;
}

/** Creates a handler of a stream: unknown keys get a 612. */
export function withStream(handle: RecordHandler<PiliV2Context, FoundStream>): PiliV2Handler {
  return withHub((hub, call, ...rest) => {
    const key = Buffer.from(segmentOf(call, 5), "base64url").toString();
    const stream = hub.streams.get(key);
    return stream === undefined ? streamNotFound : handle({ hub, stream }, call, ...rest);
  });
}

/** A domain and its hub. */
export interface FoundDomain {
  readonly hub: HubState;
  readonly domain: DomainState;
}

/** Creates a handler of a domain: unknown names get a 404. */
export function withDomain(handle: RecordHandler<PiliV2Context, FoundDomain>): PiliV2Handler {
  return withHub((hub, call, ...rest) => {
    const domain = hub.domains.get(segmentOf(call, 5));
    return domain === undefined ? domainNotFound : handle({ hub, domain }, call, ...rest);
  });
}

const hubNotFound = rejection(404, "hub not found");
const domainNotFound = rejection(404, "no such domain");
const streamNotFound = rejection(612, "stream not found");

/** Reply to an invalid value. */
export const badRequest: Reply = rejection(400, "bad request");

/** Reply for a time at which nothing was recorded. */
export const noData: Reply = rejection(619, "no data");

/** Reads a number of seconds, where 0 stands for none. */
export function toSecond(value: unknown): number | undefined {
  return Number(value ?? 0) === 0 ? undefined : Number(value);
}
