import * as entry from "flip-pili/flip";
import * as generated from "../../../generated/flip/endpoints.ts";
import type { Contract } from "../contract.ts";

const credentials = {
  accessKey: "8df50af4-074f-11df-b278-1231350015b1",
  secretKey: "contract",
  factoryId: "abcdeb2cc233daaa26da6e7dd77eabcd",
};

/** The contract of Flip 3.0. */
export const flip: Contract = {
  api: "flip",
  entry,
  generated,
  credentials,
  connect: ({ hostname, port }, fetch) =>
    entry.createFlipClient({
      ...credentials,
      apiHost: hostname,
      apiPort: Number(port),
      retries: 0,
      fetch,
    }),
  prefix: "/v3.0",
  codeOf: (body) => (body as { error?: string } | undefined)?.error,
  invalidCall: {
    operationId: "listVideos",
    options: { query: { page: "first" } },
    violation: "Request query parameter page must be integer",
  },
};
