import type { MockCredentials } from "../../mock/mock-api.ts";
import type { ConformApi } from "../conform-api.ts";
import { createQiniuSigner, unsigned } from "../qiniu/sign-calls.ts";
import type { StepContext } from "../step-context.ts";
import { appDeletion, appSteps } from "./app-steps.ts";
import { jobSteps } from "./job-steps.ts";
import { joinIds, roomPath } from "./resources.ts";
import { roomDeletion, roomSteps } from "./room-steps.ts";
import { roomV2Steps } from "./room-v2-steps.ts";

/** Qiniu RTC. */
export const conformRtc: ConformApi<MockCredentials> = {
  needsHub: false,
  plan: [...appSteps, ...roomSteps, ...jobSteps, roomDeletion, appDeletion, ...roomV2Steps],
  // According to the spec, the body of an error may be empty or not JSON.
  responses: { errorsMayBeText: true },
  rejections: { unknownId, unsigned },
  searches: [],
  createSigner: createQiniuSigner,
  connectionCheck: { operationId: "listApps", request: () => ({}) },
  skipReason: () => undefined,
};

/** Returns an unknown id. That of a room or job is in the app of the run, so that only the id is wrong. */
function unknownId({ resources, settings }: StepContext, kind: string): string {
  const name = settings.newName();
  const appId = resources.any("app") ?? name;
  if (kind === "room") return joinIds(appId, name);
  if (!/job$/i.test(kind)) return name;
  const { roomName } = roomPath(resources.any("room") ?? joinIds(appId, name));
  return joinIds(appId, roomName, name);
}
