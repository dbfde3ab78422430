import type { ApiKeyCredentials } from "../../mock/flip-3.1/verify-key.ts";
import type { SignCall } from "../caller.ts";
import type { ConformApi, SignerOptions } from "../conform-api.ts";
import type { Step } from "../step.ts";
import type { FlipDialect } from "../telestream/dialect.ts";
import { encodingDeletion, encodingSteps } from "../telestream/encoding-steps.ts";
import { factorySteps, notificationSteps } from "../telestream/factory-steps.ts";
import { profileDeletion, profileSteps } from "../telestream/profile-steps.ts";
import { newUnknownId, searches, skipWithoutFactory } from "../telestream/run-rules.ts";
import { uploadSteps } from "../telestream/upload-steps.ts";
import { videoCreation, videoDeletions, videoReadings } from "../telestream/video-steps.ts";
import {
  encodingViews,
  factorySync,
  profileCopy,
  videoActions,
  videoViews,
  workflowSteps,
} from "./own-steps.ts";

/** Flip 3.1: fields are JSON, and factories cannot be deleted. */
const dialect: FlipDialect = {
  send: (fields) => ({ json: fields }),
  factorySettings: { outputs_path_format: ":video_id" },
  factoryCreation: { keptBecause: "Flip 3.1 cannot delete factories" },
  secondProfile: (name) => ({ preset_name: "webm", name, title: name, width: 320, height: 240 }),
  acceptsFiles: false,
  videoFilters: [],
  // The clients declare only 400 for some of these calls.
  unknownInFields: [400, 404],
};

/** Steps for Flip 3.1: uploads create the first videos, because not every run has a URL of one. */
const plan: readonly Step[] = [
  ...factorySteps(dialect),
  factorySync,
  ...notificationSteps(dialect),
  ...profileSteps(dialect),
  profileCopy,
  ...uploadSteps(dialect),
  videoCreation(dialect),
  ...workflowSteps,
  ...videoReadings(dialect),
  ...videoViews,
  ...encodingSteps(dialect),
  ...encodingViews,
  ...videoActions,
  encodingDeletion,
  ...videoDeletions,
  profileDeletion,
];

/** Telestream Cloud Flip 3.1. */
export const conformFlip31: ConformApi<ApiKeyCredentials> = {
  needsHub: false,
  plan,
  responses: { errorsMayBeText: false },
  rejections: {
    unknownId: newUnknownId,
    credential: "API key",
    unsigned: { missing: [400, 401, 403], wrong: [401, 403] },
  },
  searches,
  createSigner: createKeySigner,
  connectionCheck: { operationId: "listFactories", request: () => ({}) },
  skipReason(operation, settings) {
    const needsUrl = operation.id === "createVideo" && settings.sourceUrl === undefined;
    if (needsUrl) return "it requires sourceUrl, because Flip 3.1 accepts no files here";
    return skipWithoutFactory(operation, settings);
  },
};

/** Creates the signer of Flip 3.1, which adds the key and the factory. Upload locations need neither. */
function createKeySigner(options: SignerOptions<ApiKeyCredentials>): SignCall {
  const { apiKey } = options.credentials;
  const keys = {
    valid: { "X-Api-Key": apiKey },
    wrong: { "X-Api-Key": `${apiKey}-but-another` },
    missing: {},
  };
  return ({ operation, url, query, headers, body, factoryId = options.factoryId }, signing) => {
    const { method, security } = operation;
    if (security.length === 0) return { method, url, headers, body };
    const authorized = new URL(url);
    for (const [name, value] of Object.entries({ factory_id: factoryId, ...query })) {
      if (value !== undefined) authorized.searchParams.set(name, String(value));
    }
    return { method, url: authorized, headers: { ...headers, ...keys[signing] }, body };
  };
}
