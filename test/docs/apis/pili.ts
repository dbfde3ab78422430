import * as entry from "flip-pili/pili";
import type { SampleApi } from "../sample-api.ts";

const credentials = { accessKey: "qiniu_access_key", secretKey: "qiniu_secret_key" };

/** The samples of Pili v1. */
export const pili: SampleApi = {
  api: "pili",
  entry,
  credentials,
  variables: { ACCESS_KEY: credentials.accessKey, SECRET_KEY: credentials.secretKey },
  useMock: (source, { host, port, url }) =>
    source
      .replace(
        '"test-hub")',
        `"test-hub", { apiHost: "${host}:${port}", jobHost: "${host}:${port}" })`,
      )
      .replace(
        "createPiliClient(credentials)",
        `createPiliClient(credentials, { apiHost: "${host}:${port}" })`,
      )
      .replace("getJob(client, {", `$& baseUrl: "${url}",`)
      .replaceAll(/https:\/\/(pili\.qiniuapi|api\.qiniu)\.com/g, url)
      .replace("https://$host$target", "http://$host$target")
      .replace("host=pili.qiniuapi.com", `host=${host}:${port}`),
};
