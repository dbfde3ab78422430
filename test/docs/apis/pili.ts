import * as v1 from "flip-pili/pili";
import * as v2 from "flip-pili/pili-v2";
import type { SampleApi } from "../sample-api.ts";

const credentials = { accessKey: "qiniu_access_key", secretKey: "qiniu_secret_key" };

const shared = {
  credentials,
  variables: { ACCESS_KEY: credentials.accessKey, SECRET_KEY: credentials.secretKey },
  useMock: (source, { host, port, url }) =>
    source
      .replace(
        '"test-hub")',
        `"test-hub", { apiHost: "${host}:${port}", jobHost: "${host}:${port}" })`,
      )
      .replace(/(createPiliClient|new Account)\(credentials/, `$&, { apiHost: "${host}:${port}" }`)
      .replace("getJob(client, {", `$& baseUrl: "${url}",`)
      .replaceAll(/https:\/\/(pili\.qiniuapi|api\.qiniu)\.com/g, url)
      .replace("https://$host$target", "http://$host$target")
      .replace("host=pili.qiniuapi.com", `host=${host}:${port}`),
} satisfies Partial<SampleApi>;

/** The samples of Pili v1. */
export const pili: SampleApi = { ...shared, api: "pili", entry: v1 };

/** The samples of Pili v2. */
export const piliV2: SampleApi = { ...shared, api: "pili-v2", entry: v2 };
