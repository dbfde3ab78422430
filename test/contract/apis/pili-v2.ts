import * as entry from "flip-pili/pili-v2";
import * as generated from "../../../generated/pili-v2/endpoints.ts";
import type { Contract } from "../contract.ts";

const credentials = { accessKey: "qiniu_access_key", secretKey: "contract" };

/** The contract of Pili v2. */
export const piliV2: Contract = {
  api: "pili-v2",
  entry,
  generated,
  credentials,
  connect: ({ host }, fetch) => {
    const { accessKey, secretKey } = credentials;
    const keys = new entry.Credentials(accessKey, secretKey);
    return entry.createPiliClient(keys, { apiHost: host, retries: 0, fetch });
  },
  prefix: "",
  // An error has only a text, except that of the job service.
  codeOf: (body) => {
    const { errno } = (body ?? {}) as { errno?: number };
    return errno === undefined ? undefined : String(errno);
  },
  invalidCall: {
    operationId: "createStream",
    options: { path: { hub: "test-hub" }, body: {} },
    violation: "Request body must have required property 'key'",
  },
};
