import { randomBytes } from "node:crypto";
import type { ConformApi } from "../conform-api.ts";
import { flipPlan } from "./plan.ts";
import { createFlipSigner } from "./sign-flip-call.ts";

/** Telestream Cloud Flip 3.0. */
export const conformFlip: ConformApi = {
  plan: flipPlan,
  answers: { errorsMayBeText: false },
  refusals: {
    unknownId: () => randomBytes(16).toString("hex"),
    unsigned: { missing: [400, 401], wrong: [401] },
  },
  searches: [
    {
      kind: "video",
      operationId: "listVideos",
      request: () => ({}),
      nameField: "payload",
      undo: "deleteVideo",
    },
    {
      kind: "video",
      operationId: "listVideos",
      request: () => ({}),
      nameField: "original_filename",
      undo: "deleteVideo",
    },
    {
      kind: "profile",
      operationId: "listProfiles",
      request: () => ({}),
      nameField: "name",
      undo: "deleteProfile",
    },
    {
      kind: "factory",
      operationId: "listFactories",
      request: () => ({}),
      nameField: "name",
      undo: "deleteFactory",
    },
  ],
  createSigner: (options) => createFlipSigner(options, options.now),
  greeting: { operationId: "listFactories", request: () => ({}) },
  refuseOperation({ security }, { factoryId }) {
    const needsFactory =
      security.length > 0 && security.every((names) => names.includes("factory_id"));
    if (!needsFactory || factoryId !== undefined) return undefined;
    return "it needs a factory: name one by factoryId, the account has not exactly one";
  },
};
