import { randomBytes } from "node:crypto";
import { canonicalQuery, signature, stringToSign } from "../../../flip/index.ts";
import { Clock } from "../../../http/send/clock.ts";
import type { MockCredentials } from "../../mock/mock-api.ts";
import type { SignCall } from "../caller.ts";
import type { ConformApi, SignerOptions } from "../conform-api.ts";
import type { Step } from "../step.ts";
import { encodingDeletion, encodingSteps } from "./encoding-steps.ts";
import { factoryDeletion, factorySteps, notificationSteps } from "./factory-steps.ts";
import { profileDeletion, profileSteps } from "./profile-steps.ts";
import { uploadSteps } from "./upload-steps.ts";
import { videoDeletions, videoReadings, videoSteps } from "./video-steps.ts";

/** Steps for Flip: resources are created first and deleted at the end. */
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
export const conformFlip: ConformApi<MockCredentials> = {
  needsHub: false,
  plan: flipPlan,
  responses: { errorsMayBeText: false },
  rejections: {
    unknownId: () => randomBytes(16).toString("hex"),
    unsigned: { missing: [400, 401], wrong: [401] },
  },
  searches: [
    {
      kind: "video",
      operationId: "listVideos",
      request: () => ({}),
      nameField: "payload",
      deletedBy: "deleteVideo",
    },
    {
      kind: "video",
      operationId: "listVideos",
      request: () => ({}),
      nameField: "original_filename",
      deletedBy: "deleteVideo",
    },
    {
      kind: "profile",
      operationId: "listProfiles",
      request: () => ({}),
      nameField: "name",
      deletedBy: "deleteProfile",
    },
    {
      kind: "factory",
      operationId: "listFactories",
      request: () => ({}),
      nameField: "name",
      deletedBy: "deleteFactory",
    },
  ],
  createSigner: createFlipSigner,
  connectionCheck: { operationId: "listFactories", request: () => ({}) },
  skipReason({ security }, { factoryId }) {
    const needsFactory =
      security.length > 0 && security.every((names) => names.includes("factory_id"));
    if (!needsFactory || factoryId !== undefined) return undefined;
    return "it requires a factory: set factoryId, because the account does not have exactly one";
  },
};

/** Creates the signer of Flip, which adds query parameters. Upload locations are not signed. */
function createFlipSigner(options: SignerOptions<MockCredentials>): SignCall {
  const { credentials, now } = options;
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
      factory_id: factoryId ?? options.factoryId,
      timestamp: clock.timestamp(),
    };
    const text = stringToSign({ method, host: url.hostname, path, params });
    signed.search = canonicalQuery({ ...params, signature: signature(secret, text) });
    return { ...call, url: signed };
  };
}
