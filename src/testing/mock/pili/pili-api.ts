import type { operations as PiliOperations } from "../../../pili/index.ts";
import { createFindExample } from "../../spec/find-example.ts";
import type { MockApi, MockCredentials, Service, ServiceOptions } from "../mock-api.ts";
import { getJob, JobQueue } from "../qiniu/jobs.ts";
import { qiniuApi } from "../qiniu/qiniu-api.ts";
import { createQiniuService } from "../qiniu/qiniu-service.ts";
import { toErrorForm } from "./error-forms.ts";
import type { PiliContext, PiliHandler } from "./handler.ts";
import { getStreamSegments, saveStreamAs, snapshotStream } from "./recordings.ts";
import { getStreamStatus, listStreamStatuses } from "./statuses.ts";
import {
  createInitialStreams,
  createStream,
  deleteStream,
  getStream,
  listStreams,
  setStreamAvailability,
  updateStream,
} from "./streams.ts";

/** Qiniu Pili v1. */
export const piliApi: MockApi<MockCredentials> = {
  ...qiniuApi,
  title: "Qiniu Pili",
  spec: "pili",
  // Error numbers consist of the status and three more digits.
  toErrorBody: ({ message: error }, status) => ({
    error,
    errno: status * 1000 + (status === 400 ? 0 : 1),
  }),
  toErrorForm,
  createService: createPiliService,
};

/** Handlers by operation. */
const handlers: Readonly<Record<string, PiliHandler>> = {
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
};

/**
 * Creates Pili in memory: streams, their recordings, and jobs.
 *
 * A mock receives no video. Instead, a stream whose title starts with `live` is connected whenever
 * publishing is allowed.
 */
function createPiliService({ operations, clock, hub, ...options }: ServiceOptions): Service {
  const findExample = createFindExample<PiliOperations>(operations);
  const findJob = (name: string) => findExample("getJob", 200, name);
  return createQiniuService<PiliContext>(
    { clock, ...options },
    {
      handlers,
      createContext: ({ deliveries, makeId }) => ({
        streams: createInitialStreams(findExample, hub),
        jobs: new JobQueue({ clock, deliveries, findJob, makeId }),
        hub,
        makeId,
        findExample,
      }),
    },
  );
}
