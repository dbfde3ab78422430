import { Credentials } from "../../../qiniu/credentials.ts";
import type { MockCredentials } from "../../mock/mock-api.ts";
import type { SignCall } from "../caller.ts";
import type { ConformApi, SignerOptions } from "../conform-api.ts";
import type { Step } from "../step.ts";
import { recordingSteps } from "./recording-steps.ts";
import { streamDeletion, streamSteps } from "./stream-steps.ts";

/** Steps for Pili: streams are created first and deleted at the end. */
const piliPlan: readonly Step[] = [...streamSteps, ...recordingSteps, streamDeletion];

/** Qiniu Pili v1. */
export const conformPili: ConformApi<MockCredentials> = {
  needsHub: true,
  plan: piliPlan,
  // According to the spec, the body of an error may be empty or not JSON.
  responses: { errorsMayBeText: true },
  rejections: {
    unknownId: ({ settings }) => `z1.${settings.hub}.${settings.newName()}`,
    unsigned: { missing: [401], wrong: [401] },
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
  createSigner: createPiliSigner,
  connectionCheck: {
    operationId: "listStreams",
    request: ({ hub }) => ({ query: { hub, limit: 1 } }),
  },
  skipReason: () => undefined,
};

/** Creates the signer of Pili, which sets `Authorization`. Calls of the job service are not signed. */
function createPiliSigner({ credentials }: SignerOptions<MockCredentials>): SignCall {
  const { accessKey, secretKey } = credentials;
  const keys = {
    valid: new Credentials(accessKey, secretKey),
    wrong: new Credentials(accessKey, `${secretKey}-but-another`),
  };
  return ({ operation, url, query, headers, body }, signing) => {
    const { method, security } = operation;
    const target = new URL(url);
    for (const [name, value] of Object.entries(query)) target.searchParams.set(name, String(value));
    const call = { method, url: target, headers, body };
    if (security.length === 0 || signing === "missing") return call;
    const contentType = headers["Content-Type"];
    const request = { method, url: target, contentType, body };
    const authorization = keys[signing].authorization(request);
    return { ...call, headers: { ...headers, Authorization: authorization } };
  };
}
