import type { MockCredentials } from "../../mock/mock-api.ts";
import type { ConformApi } from "../conform-api.ts";
import { jobStep } from "../qiniu/job-step.ts";
import { createQiniuSigner, unsigned } from "../qiniu/sign-calls.ts";
import type { Step } from "../step.ts";
import { recordingSteps } from "./recording-steps.ts";
import { streamDeletion, streamSteps } from "./stream-steps.ts";

/** Steps for Pili: streams are created first and deleted at the end. */
const piliPlan: readonly Step[] = [...streamSteps, ...recordingSteps, jobStep, streamDeletion];

/** Qiniu Pili v1. */
export const conformPili: ConformApi<MockCredentials> = {
  needsHub: true,
  plan: piliPlan,
  // According to the spec, the body of an error may be empty or not JSON.
  responses: { errorsMayBeText: true },
  rejections: {
    unknownId: ({ settings }) => `z1.${settings.hub}.${settings.newName()}`,
    unsigned,
  },
  searches: [
    {
      kind: "stream",
      operationId: "listStreams",
      request: ({ hub, runName }) => ({ query: { hub, title: runName, limit: 100 } }),
      nameField: "title",
      deletedBy: "deleteStream",
    },
  ],
  createSigner: createQiniuSigner,
  connectionCheck: {
    operationId: "listStreams",
    request: ({ hub }) => ({ query: { hub, limit: 1 } }),
  },
  skipReason: () => undefined,
};
