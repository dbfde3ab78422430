import * as entry from "flip-pili/flip";
import type { SampleApi } from "../sample-api.ts";

const credentials = { accessKey: "your-access-key", secretKey: "your-secret-key" };

/** The samples of Flip 3.0. */
export const flip: SampleApi = {
  api: "flip",
  entry,
  credentials,
  uploads: { uploads: { partSize: 256 * 1024 }, factoryId: "your-factory-id" },
  variables: {
    ACCESS_KEY: credentials.accessKey,
    SECRET_KEY: credentials.secretKey,
    FACTORY_ID: "your-factory-id",
  },
  useMock: (source, { host, port, url }) =>
    source
      .replace('"your-secret-key",', `$&\n  apiHost: "${host}",\n  apiPort: ${port},`)
      .replaceAll("http://vm-37gup6.upload.pandastream.com", url)
      .replace("https://$host/v3.0", `http://$host:${port}/v3.0`)
      .replace("host=api-gce.pandastream.com", `host=${host}`),
};
