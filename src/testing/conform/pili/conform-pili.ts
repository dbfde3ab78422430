import type { ConformApi } from "../conform-api.ts";
import { piliPlan } from "./plan.ts";
import { createPiliSigner } from "./sign-pili-call.ts";

/** Qiniu Pili v1. */
export const conformPili: ConformApi = {
  plan: piliPlan,
  // The spec says of its errors: the body may be empty, or not JSON at all.
  answers: { errorsMayBeText: true },
  refusals: {
    unknownId: ({ settings }) => `z1.${settings.hub}.${settings.newName()}`,
    unsigned: { missing: [401], wrong: [401] },
  },
  searches: [
    {
      kind: "stream",
      operationId: "listStreams",
      request: ({ hub, runName }) => ({ query: { hub, title: runName, limit: 100 } }),
      nameField: "title",
      undo: "deleteStream",
    },
  ],
  createSigner: createPiliSigner,
  greeting: {
    operationId: "listStreams",
    request: ({ hub }) => ({ query: { hub, limit: 1 } }),
  },
  refuseOperation: () => undefined,
};
