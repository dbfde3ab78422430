import * as entry from "flip-pili/pili";
import * as generated from "../../generated/pili/endpoints.ts";
import { defineContractTests } from "./define-contract-tests.ts";

const credentials = { accessKey: "qiniu_access_key", secretKey: "contract" };

await defineContractTests({
  api: "pili",
  ...{ credentials, entry, generated },
  connect: ({ host, port }, options) => {
    const keys = new entry.Credentials(credentials.accessKey, credentials.secretKey);
    return entry.createPiliClient(keys, {
      ...{ apiHost: `${host}:${port}`, retries: 0 },
      ...options,
    });
  },
  codeOf: readCode,
});

/** The older bodies number the fault in `error`, the later ones in `errno` or `code`. */
function readCode(body: unknown): string | undefined {
  const { error, message, errno, code } = (body ?? {}) as Record<string, string | number>;
  const found = message === undefined ? (errno ?? code) : error;
  return found === undefined ? undefined : String(found);
}
