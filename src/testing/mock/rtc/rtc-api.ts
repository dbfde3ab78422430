import type { operations as RtcOperations } from "../../../rtc/index.ts";
import { createFindExample } from "../../spec/find-example.ts";
import type {
  MockApi,
  MockCredentials,
  Service,
  ServiceOptions,
  VerifierOptions,
} from "../mock-api.ts";
import { qiniuApi, textErrors } from "../qiniu/qiniu-api.ts";
import { createQiniuService } from "../qiniu/qiniu-service.ts";
import * as apps from "./apps.ts";
import type { RtcHandler } from "./handler.ts";
import { jobHandlers } from "./jobs.ts";
import { joinRoom } from "./join-room.ts";
import * as rooms from "./rooms.ts";
import * as roomsV2 from "./rooms-v2.ts";
import { createInitialState, type RtcContext } from "./rtc-state.ts";

/** Qiniu RTC. */
export const rtcApi: MockApi<MockCredentials> = {
  ...qiniuApi,
  ...textErrors,
  title: "Qiniu RTC",
  spec: "rtc",
  // One published client writes members without a value as null.
  ignoresInnerNulls: true,
  createService: createRtcService,
};

/** Handlers by operation. */
const handlers: Readonly<Record<string, RtcHandler>> = {
  ...apps,
  ...rooms,
  ...roomsV2,
  ...jobHandlers,
};

/**
 * Creates RTC in memory: apps, rooms, users, and jobs.
 *
 * A mock receives no audio and video. Users join with `MockServer.joinRoom()`.
 */
function createRtcService(options: ServiceOptions & VerifierOptions<MockCredentials>): Service {
  const { operations, credentials, now } = options;
  const findExample = createFindExample<RtcOperations>(operations);
  let context: RtcContext;
  const service = createQiniuService<RtcContext>(options, {
    handlers,
    createContext({ makeId }) {
      context = { ...createInitialState(findExample), makeId, findExample };
      return context;
    },
  });
  return {
    ...service,
    joinRoom: (token) => joinRoom(token, context, { credentials, now: now() }),
  };
}
