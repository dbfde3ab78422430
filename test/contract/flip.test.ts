import * as entry from "flip-pili/flip";
import * as generated from "../../generated/flip/endpoints.ts";
import { defineContractTests } from "./define-contract-tests.ts";

const credentials = {
  accessKey: "8df50af4-074f-11df-b278-1231350015b1",
  secretKey: "contract",
  factoryId: "abcdeb2cc233daaa26da6e7dd77eabcd",
};

await defineContractTests({
  api: "flip",
  ...{ credentials, entry, generated },
  connect: ({ host: apiHost, port: apiPort }, options) =>
    entry.createFlipClient({ ...credentials, apiHost, apiPort, retries: 0, ...options }),
  codeOf: (body) => (body as { error?: string } | undefined)?.error,
});
