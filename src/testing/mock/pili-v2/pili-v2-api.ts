import type { operations as PiliV2Operations } from "../../../pili-v2/index.ts";
import { createFindExample } from "../../spec/find-example.ts";
import type { MockApi, MockCredentials, Service, ServiceOptions } from "../mock-api.ts";
import { getJob, JobQueue } from "../qiniu/jobs.ts";
import { qiniuApi, textErrors } from "../qiniu/qiniu-api.ts";
import { createQiniuService } from "../qiniu/qiniu-service.ts";
import * as domains from "./domains.ts";
import type { PiliV2Context, PiliV2Handler } from "./handler.ts";
import { Hubs } from "./hub-state.ts";
import {
  getHub,
  listHubs,
  setHubHlsPlus,
  setHubPersistence,
  setHubSecurity,
  setHubSnapshotInterval,
} from "./hubs.ts";
import { saveStreamAs, snapshotStream } from "./recordings.ts";
import * as statistics from "./statistics.ts";
import { getLiveStatus, listHistoryActivity, listLiveStatuses } from "./statuses.ts";
import * as streams from "./streams.ts";
import { usageHandlers } from "./usage.ts";

/** Qiniu Pili v2. */
export const piliV2Api: MockApi<MockCredentials> = {
  ...qiniuApi,
  ...textErrors,
  title: "Qiniu Pili v2",
  spec: "pili-v2",
  // Some published clients call it by an older name.
  toSpecPath: (path) => path.replace(/\/historyrecord$/, "/historyactivity"),
  // One published client writes `Type`.
  ignoresCase: true,
  createService: createPiliV2Service,
};

/** Handlers by operation. */
const handlers: Readonly<Record<string, PiliV2Handler>> = {
  ...streams,
  ...statistics,
  ...domains,
  ...usageHandlers,
  getLiveStatus,
  listLiveStatuses,
  listHistoryActivity,
  saveStreamAs,
  snapshotStream,
  getJob,
  listHubs,
  getHub,
  setHubSecurity,
  setHubHlsPlus,
  setHubPersistence,
  setHubSnapshotInterval,
};

/**
 * Creates Pili v2 in memory: hubs, domains, streams, their recordings, and jobs.
 *
 * A mock receives no video. Instead, a stream whose key starts with `live` is live whenever publishing is
 * allowed.
 */
function createPiliV2Service(options: ServiceOptions): Service {
  const { operations, clock, hub, notLiveAs } = options;
  const findExample = createFindExample<PiliV2Operations>(operations);
  const findJob = (name: string) => findExample("getJob", 200, name);
  return createQiniuService<PiliV2Context>(options, {
    handlers,
    createContext: ({ deliveries, makeId }) => ({
      hubs: new Hubs(findExample, hub),
      jobs: new JobQueue({ clock, deliveries, findJob, makeId }),
      notLiveAs,
      findExample,
    }),
  });
}
