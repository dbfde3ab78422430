import type { MockCredentials } from "../../mock/mock-api.ts";
import type { ConformApi } from "../conform-api.ts";
import { jobStep } from "../qiniu/job-step.ts";
import { createQiniuSigner, unsigned } from "../qiniu/sign-calls.ts";
import { domainDeletion, domainSteps } from "./domain-steps.ts";
import { hubSteps } from "./hub-steps.ts";
import { recordingSteps } from "./recording-steps.ts";
import { statisticsSteps, usageSteps } from "./statistics-steps.ts";
import { statusSteps, streamSteps } from "./stream-steps.ts";

/** Qiniu Pili v2. */
export const conformPiliV2: ConformApi<MockCredentials> = {
  needsHub: true,
  plan: [
    ...streamSteps,
    ...statusSteps,
    ...recordingSteps,
    jobStep,
    ...statisticsSteps,
    ...usageSteps,
    ...domainSteps,
    ...hubSteps,
    domainDeletion,
  ],
  // According to the spec, the body of an error may be empty or not JSON.
  responses: { errorsMayBeText: true },
  rejections: {
    unknownId: ({ settings }, kind) =>
      kind === "domain" ? `${settings.newName()}.example.com` : settings.newName(),
    unsigned,
  },
  // Every resource has the id that the run has chosen.
  searches: [],
  createSigner: createQiniuSigner,
  connectionCheck: {
    operationId: "listStreams",
    request: ({ hub }) => ({ path: { hub }, query: { limit: 1 } }),
  },
  skipReason: () => undefined,
};
