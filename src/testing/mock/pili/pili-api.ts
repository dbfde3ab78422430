import { randomBytes } from "node:crypto";
import type { operations as PiliOperations } from "../../../pili/index.ts";
import { createFindExample } from "../../spec/find-example.ts";
import { Deliveries, type DeliveryPolicy } from "../deliveries.ts";
import {
  type MockApi,
  type MockCredentials,
  requireMockCredentials,
  type Service,
  type ServiceOptions,
} from "../mock-api.ts";
import { toErrorForm } from "./error-forms.ts";
import type { PiliContext, PiliHandler } from "./handler.ts";
import { JobQueue } from "./jobs.ts";
import { getStreamStatus, listStreamStatuses } from "./publishing.ts";
import { getJob, getStreamSegments, saveStreamAs, snapshotStream } from "./recordings.ts";
import {
  createInitialStreams,
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
  requireCredentials: requireMockCredentials,
  authParams: new Set(),
  clampedParams: new Set(),
  rejectPath: () => undefined,
  // Error numbers consist of the status and three more digits.
  toErrorBody: ({ message: error }, status) => ({
    error,
    errno: status * 1000 + (status === 400 ? 0 : 1),
  }),
  toErrorForm,
  createVerifier: createPiliVerifier,
  createService: createPiliService,
};

/** Handlers by operation. */
const handlers: ReadonlyMap<string, PiliHandler> = new Map(
  Object.entries({
    createStream,
    getStream,
    listStreams,
    updateStream,
    deleteStream,
    setStreamAvailability,
    getStreamStatus,
    listStreamStatuses,
    getStreamSegments,
    saveStreamAs,
    snapshotStream,
    getJob,
  }),
);

/** The end of a job is reported once: a receiver that fails can query the job. */
const callbackPolicy: DeliveryPolicy = {
  retryDelaysMs: [],
  timeoutMs: 10_000,
  isAccepted: (status) => status === 200,
};

/**
 * Creates Pili in memory: streams, their recordings, and jobs.
 *
 * A mock receives no video. Instead, a stream whose title starts with `live` is connected whenever
 * publishing is allowed.
 */
function createPiliService({ operations, clock, hub, log, connection }: ServiceOptions): Service {
  const findExample = createFindExample<PiliOperations>(operations);
  const deliveries = new Deliveries(clock, callbackPolicy, { log, connection });
  const createContext = (): PiliContext => {
    const makeId = createMakeId(() => clock.now());
    const streams = createInitialStreams(findExample, hub);
    const jobs = new JobQueue({ clock, deliveries, findExample, makeId });
    return { streams, jobs, hub, makeId, findExample };
  };
  let context = createContext();
  return {
    uploads: undefined,
    get deliveries() {
      return deliveries.sent;
    },
    respond(call) {
      const handle = handlers.get(call.operation.id);
      if (handle === undefined) return undefined;
      const reply = handle(call, context, clock.now());
      return { ...reply, headers: { "X-Reqid": randomBytes(12).toString("base64url") } };
    },
    reset() {
      deliveries.reset();
      context = createContext();
    },
    async close() {
      deliveries.close();
    },
  };
}
