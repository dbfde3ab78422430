import * as entry from "flip-pili/pili";
import * as generated from "../../../generated/pili/endpoints.ts";
import type { Contract } from "../contract.ts";

const credentials = { accessKey: "qiniu_access_key", secretKey: "contract" };

/** The contract of Pili v1. */
export const pili: Contract = {
  api: "pili",
  entry,
  generated,
  credentials,
  connect: ({ host }, fetch) => {
    const { accessKey, secretKey } = credentials;
    const keys = new entry.Credentials(accessKey, secretKey);
    return entry.createPiliClient(keys, { apiHost: host, retries: 0, fetch });
  },
  prefix: "/v1",
  codeOf: readPiliCode,
  invalidCall: {
    operationId: "listStreams",
    options: { query: {} },
    violation: "Request query must have required property 'hub'",
  },
};

/** Reads the number of an error: older bodies have it in `error`, newer ones in `errno` or `code`. */
function readPiliCode(body: unknown): string | undefined {
  const { error, message, errno, code } = (body ?? {}) as Record<string, string | number>;
  const found = message === undefined ? (errno ?? code) : error;
  return found === undefined ? undefined : String(found);
}
