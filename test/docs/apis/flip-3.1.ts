import * as entry from "flip-pili/flip-3.1";
import type { SampleApi } from "../sample-api.ts";

const credentials = { apiKey: "your-api-key" };

/** The samples of Flip 3.1. */
export const flip31: SampleApi = {
  api: "flip-3.1",
  entry,
  credentials,
  uploads: { uploads: { partSize: 256 * 1024 }, factoryId: "your-factory-id" },
  variables: { API_KEY: credentials.apiKey, FACTORY_ID: "your-factory-id" },
  useMock: (source, { host, port, url }) =>
    source
      .replace('"your-api-key",', `$&\n  apiHost: "${host}",\n  apiPort: ${port},`)
      .replaceAll("http://vm-37gup6.upload.pandastream.com", url)
      .replace("host=https://api.cloud.telestream.net", `host=${url}`),
};
