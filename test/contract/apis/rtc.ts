import * as entry from "flip-pili/rtc";
import * as generated from "../../../generated/rtc/endpoints.ts";
import type { Contract } from "../contract.ts";

const credentials = { accessKey: "qiniu_access_key", secretKey: "contract" };

/** The contract of RTC. */
export const rtc: Contract = {
  api: "rtc",
  entry,
  generated,
  credentials,
  connect: ({ host }, fetch) => {
    const { accessKey, secretKey } = credentials;
    const keys = new entry.Credentials(accessKey, secretKey);
    return entry.createRtcClient(keys, { apiHost: host, retries: 0, fetch });
  },
  prefix: "",
  // An error has only a text.
  codeOf: () => undefined,
  invalidCall: {
    operationId: "createRoom",
    options: { path: { appId: "app1" }, body: {} },
    violation: "Request body must have required property 'roomName'",
  },
};
