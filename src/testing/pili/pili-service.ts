import { randomBytes } from "node:crypto";
import { Deliveries, type DeliveryPolicy } from "../simulation/deliveries.ts";
import type { Service, ServiceOptions } from "../simulation/service.ts";
import { createFirstStreams } from "./service/first-streams.ts";
import { getJob } from "./service/get-job.ts";
import type { Handler } from "./service/handler.ts";
import { JobQueue } from "./service/job-queue.ts";
import { listStreams } from "./service/list-streams.ts";
import { createMakeId } from "./service/make-id.ts";
import { saveStreamAs, snapshotStream } from "./service/recording-handlers.ts";
import { getStreamSegments } from "./service/segments.ts";
import { getStreamStatus, listStreamStatuses } from "./service/status-handlers.ts";
import {
  createStream,
  deleteStream,
  getStream,
  setStreamAvailability,
  updateStream,
} from "./service/stream-handlers.ts";
import type { World } from "./service/world.ts";

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
export function createPiliService({ findExample, clock, hub }: ServiceOptions): Service {
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
