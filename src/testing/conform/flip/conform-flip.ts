import { randomBytes } from "node:crypto";
import {
  canonicalQuery,
  type FlipCredentials,
  signature,
  stringToSign,
} from "../../../flip/index.ts";
import { Clock } from "../../../http/send/clock.ts";
import type { ConformApi } from "../conform-api.ts";
import type { Step } from "../step.ts";
import type { SignCall } from "../unsigned-call.ts";
import { encodingDeletion, encodingSteps } from "./encoding-steps.ts";
import { factoryDeletion, factorySteps, notificationSteps } from "./factory-steps.ts";
import { profileDeletion, profileSteps } from "./profile-steps.ts";
import { uploadSteps } from "./upload-steps.ts";
import { videoDeletions, videoReadings, videoSteps } from "./video-steps.ts";

/** How Flip is tried: what is needed is made first, and deleted in the end. */
const flipPlan: readonly Step[] = [
  ...factorySteps,
  ...notificationSteps,
  ...profileSteps,
  ...videoSteps,
  ...uploadSteps,
  ...videoReadings,
  ...encodingSteps,
  encodingDeletion,
  ...videoDeletions,
  profileDeletion,
  factoryDeletion,
];

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

/** Signs calls of Flip by parameters of the query. Upload locations are left as they are. */
function createFlipSigner(credentials: FlipCredentials, now: () => Date): SignCall {
  const { accessKey, secretKey } = credentials;
  const secrets = { valid: secretKey, wrong: `${secretKey}-but-another` };
  const clock = new Clock(now);
  return ({ operation, url, path, query, headers, body, factoryId }, signing) => {
    const { method, security } = operation;
    const call = { method, headers, body };
    if (security.length === 0) return { ...call, url };
    const signed = new URL(url);
    if (signing === "missing") {
      signed.search = canonicalQuery(query);
      return { ...call, url: signed };
    }
    const secret = secrets[signing];
    const params = {
      ...query,
      access_key: accessKey,
      factory_id: factoryId ?? credentials.factoryId,
      timestamp: clock.timestamp(),
    };
    const text = stringToSign({ method, host: url.hostname, path, params });
    signed.search = canonicalQuery({ ...params, signature: signature(secret, text) });
    return { ...call, url: signed };
  };
}
