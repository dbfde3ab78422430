import { randomBytes } from "node:crypto";
import type { ApiKeyCredentials } from "../../mock/flip-3.1/verify-key.ts";
import type { SignCall } from "../caller.ts";
import type { ConformApi, SignerOptions } from "../conform-api.ts";

/** Telestream Cloud Flip 3.1. */
export const conformFlip31: ConformApi<ApiKeyCredentials> = {
  needsHub: false,
  plan: [],
  responses: { errorsMayBeText: false },
  rejections: {
    unknownId: () => randomBytes(16).toString("hex"),
    unsigned: { missing: [400, 401, 403], wrong: [401, 403] },
  },
  searches: [],
  createSigner: createKeySigner,
  connectionCheck: { operationId: "listFactories", request: () => ({}) },
  skipReason: () => undefined,
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
