import * as entry from "flip-pili/rtc";
import type { SampleApi } from "../sample-api.ts";

const credentials = { accessKey: "qiniu_access_key", secretKey: "qiniu_secret_key" };

/** The samples of RTC. */
export const rtc: SampleApi = {
  api: "rtc",
  entry,
  credentials,
  variables: { ACCESS_KEY: credentials.accessKey, SECRET_KEY: credentials.secretKey },
  useMock: (source, { host, port, url }) =>
    source
      .replace(/(new Rtc|createRtcClient)\(credentials/, `$&, { apiHost: "${host}:${port}" }`)
      .replace("https://rtc.qiniuapi.com", url)
      .replace("https://$host$target", "http://$host$target")
      .replace("host=rtc.qiniuapi.com", `host=${host}:${port}`),
};
