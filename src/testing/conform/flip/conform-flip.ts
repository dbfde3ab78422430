import { canonicalQuery, signature, stringToSign } from "../../../flip/index.ts";
import { Clock } from "../../../http/send/clock.ts";
import type { MockCredentials } from "../../mock/mock-api.ts";
import type { SignCall } from "../caller.ts";
import type { ConformApi, SignerOptions } from "../conform-api.ts";
import type { Step } from "../step.ts";
import type { FlipDialect } from "../telestream/dialect.ts";
import { encodingDeletion, encodingSteps } from "../telestream/encoding-steps.ts";
import { factoryDeletion, factorySteps, notificationSteps } from "../telestream/factory-steps.ts";
import { profileDeletion, profileSteps } from "../telestream/profile-steps.ts";
import { newUnknownId, searches, skipWithoutFactory } from "../telestream/run-rules.ts";
import { uploadSteps } from "../telestream/upload-steps.ts";
import { videoCreation, videoDeletions, videoReadings } from "../telestream/video-steps.ts";

/** Flip 3.0: fields are parameters of the query, and profiles may have commands. */
const dialect: FlipDialect = {
  send: (fields) => ({ query: fields }),
  factorySettings: { upload_original_video: true },
  factoryCreation: { deletedBy: "deleteFactory" },
  secondProfile: (name) => ({
    name,
    title: name,
    command: "ffmpeg -i $input_file$ -f mp4 -y $output_file$",
    extname: "mp4",
    width: 320,
    height: 240,
  }),
  acceptsFiles: true,
  videoFilters: ["success"],
  unknownInFields: [404],
};

/** Steps for Flip: resources are created first and deleted at the end. */
const flipPlan: readonly Step[] = [
  ...factorySteps(dialect),
  ...notificationSteps(dialect),
  ...profileSteps(dialect),
  videoCreation(dialect),
  ...uploadSteps(dialect),
  ...videoReadings(dialect),
  ...encodingSteps(dialect),
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
    unknownId: newUnknownId,
    unsigned: { missing: [400, 401], wrong: [401] },
  },
  searches: [
    ...searches,
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
  skipReason: skipWithoutFactory,
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
