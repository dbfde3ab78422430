import { randomBytes } from "node:crypto";
import { Deliveries, type DeliveryPolicy } from "../deliveries.ts";
import type { MockApi, MockCredentials } from "../mock-api.ts";
import type { Service, ServiceOptions } from "../service.ts";
import type { Handler, World } from "./handler.ts";
import { getJob, JobQueue } from "./jobs.ts";
import { getStreamStatus, listStreamStatuses } from "./publishing.ts";
import { getStreamSegments, saveStreamAs, snapshotStream } from "./recordings.ts";
import {
  createFirstStreams,
  createMakeId,
  createStream,
  deleteStream,
  getStream,
  listStreams,
  setStreamAvailability,
  updateStream,
} from "./streams.ts";
import { createPiliVerifier } from "./verify-signature.ts";

/** Qiniu Pili v1. */
export const piliApi: MockApi<MockCredentials> = {
  spec: "pili",
  authParams: new Set(),
  refusePath: () => undefined,
  // Errors are numbered: the status, and three digits more.
  toErrorBody: ({ message }, status) => ({
    error: status * 1000 + (status === 400 ? 0 : 1),
    message,
  }),
  createVerifier: createPiliVerifier,
  createService: createPiliService,
};

/** By operation. */
const handlers: ReadonlyMap<string, Handler> = new Map(
  Object.entries({
    ...{ createStream, getStream, listStreams, updateStream, deleteStream, setStreamAvailability },
    ...{ getStreamStatus, listStreamStatuses, getStreamSegments, saveStreamAs, snapshotStream },
    getJob,
  }),
);

/** The end of a job is told once: who does not take it can ask for the job. */
const callbackPolicy: DeliveryPolicy = {
  retryDelaysMs: [],
  timeoutMs: 10_000,
  isTaken: (status) => status === 200,
};

/**
 * Remembers streams, what was recorded of them, and jobs.
 *
 * Nobody can push to a mock. In place of that, a stream whose title begins with `live` is pushed to
 * whenever publishing is allowed.
 */
function createPiliService({ findExample, clock, hub }: ServiceOptions): Service {
  const deliveries = new Deliveries(clock, callbackPolicy);
  const begin = (): World => {
    const makeId = createMakeId(() => clock.now());
    const streams = createFirstStreams(findExample, hub);
    const jobs = new JobQueue({ clock, deliveries, findExample, makeId });
    return { streams, jobs, hub, makeId, findExample };
  };
  let world = begin();
  return {
    uploads: undefined,
    get deliveries() {
      return deliveries.sent;
    },
    answer(call) {
      const handle = handlers.get(call.operation.id);
      if (handle === undefined) return undefined;
      const reply = handle(call, world, clock.now());
      return { ...reply, headers: { "X-Reqid": randomBytes(12).toString("base64url") } };
    },
    reset() {
      deliveries.reset();
      world = begin();
    },
    async close() {
      deliveries.close();
    },
  };
}
