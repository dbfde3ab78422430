import { decodeLeniently } from "../../exchange/params.ts";
import type { Reply } from "../../exchange/reply.ts";
import type { ReceivedCall } from "../../spec/operation.ts";
import type { NotLiveAs } from "../mock-api.ts";
import type { JobQueue } from "../qiniu/jobs.ts";
import type { QiniuHandler } from "../qiniu/qiniu-service.ts";
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

type WithRecord<State> = (state: State, ...rest: Parameters<PiliV2Handler>) => Reply;

/** Creates a handler of a hub: unknown names get a 404. */
export function withHub(handle: WithRecord<HubState>): PiliV2Handler {
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
export function withStream(handle: WithRecord<FoundStream>): PiliV2Handler {
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
export function withDomain(handle: WithRecord<FoundDomain>): PiliV2Handler {
  return withHub((hub, call, ...rest) => {
    const domain = hub.domains.get(segmentOf(call, 5));
    return domain === undefined ? domainNotFound : handle({ hub, domain }, call, ...rest);
  });
}

/** Returns a segment of `/v2/hubs/{hub}/streams/{key}`, where the hub is the third. */
function segmentOf({ path }: ReceivedCall, index: number): string {
  return decodeLeniently(path.split("/")[index] ?? "");
}

/** Reply to a change. It is not empty: a published client parses every body as JSON. */
export const done: Reply = { status: 200, body: {} };

const hubNotFound: Reply = { status: 404, body: { error: "hub not found" } };
const domainNotFound: Reply = { status: 404, body: { error: "no such domain" } };
const streamNotFound: Reply = { status: 612, body: { error: "stream not found" } };

/** Reply to an invalid value. */
export const badRequest: Reply = { status: 400, body: { error: "bad request" } };

/** Reply for a time at which nothing was recorded. */
export const noData: Reply = { status: 619, body: { error: "no data" } };

/** Reads a number of seconds, where 0 stands for none. */
export function toSecond(value: unknown): number | undefined {
  return Number(value ?? 0) === 0 ? undefined : Number(value);
}
