import { piliCalls } from "./objects/pili-calls.ts";
import { rtcCalls } from "./objects/rtc-calls.ts";
import { createQiniuStyle } from "./qiniu-style.ts";

/** The style of calls to Pili v1. */
export const piliStyle = createQiniuStyle({
  api: "pili",
  objects: piliCalls,
  root: { name: "Hub", declaration: 'const hub = new Hub(credentials, "test-hub");' },
  createClient: "createPiliClient",
  host: "pili.qiniuapi.com",
  prefix: "/v1",
  publicHost: "api.qiniu.com",
});

/** The style of calls to RTC. */
export const rtcStyle = createQiniuStyle({
  api: "rtc",
  objects: rtcCalls,
  root: { name: "Rtc", declaration: "const rtc = new Rtc(credentials);" },
  createClient: "createRtcClient",
  host: "rtc.qiniuapi.com",
  prefix: "",
});
