import * as entry from "flip-pili/flip-3.1";
import * as generated from "../../../generated/flip-3.1/endpoints.ts";
import type { Contract } from "../contract.ts";

const credentials = { apiKey: "tcs_0123456789abcdefghijklmn" };

/** The contract of Flip 3.1. */
export const flip31: Contract = {
  api: "flip-3.1",
  entry,
  generated,
  credentials,
  connect: ({ hostname, port }, fetch) =>
    entry.createFlipClient({
      ...credentials,
      factoryId: "tg01xxxxxxxxxxxx",
      apiHost: hostname,
      apiPort: Number(port),
      retries: 0,
      fetch,
    }),
  prefix: "/flip/3.1",
  codeOf: (body) => (body as { error?: string } | undefined)?.error,
  invalidCall: {
    operationId: "createProfile",
    options: { body: { name: "h264" } },
    violation: "Request body must have required property 'preset_name'",
  },
};
