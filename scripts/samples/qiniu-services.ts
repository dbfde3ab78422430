import { piliCalls } from "./objects/pili-calls.ts";
import { piliV2Calls } from "./objects/pili-v2-calls.ts";
import { rtcCalls } from "./objects/rtc-calls.ts";
import { createQiniuStyle } from "./qiniu-style.ts";

const hub = { name: "Hub", declaration: 'const hub = new Hub(credentials, "test-hub");' };

/** The style of calls to Pili v1. */
export const piliStyle = createQiniuStyle({
  api: "pili",
  objects: piliCalls,
  roots: { hub },
  createClient: "createPiliClient",
  host: "pili.qiniuapi.com",
  prefix: "/v1",
  publicHost: "api.qiniu.com",
});

/** The style of calls to Pili v2. */
export const piliV2Style = createQiniuStyle({
  api: "pili-v2",
  objects: piliV2Calls,
  roots: {
    hub,
    account: { name: "Account", declaration: "const account = new Account(credentials);" },
  },
  createClient: "createPiliClient",
  host: "pili.qiniuapi.com",
  prefix: "",
  publicHost: "api.qiniu.com",
});

/** The style of calls to RTC. */
export const rtcStyle = createQiniuStyle({
  api: "rtc",
  objects: rtcCalls,
  roots: { rtc: { name: "Rtc", declaration: "const rtc = new Rtc(credentials);" } },
  createClient: "createRtcClient",
  host: "rtc.qiniuapi.com",
  prefix: "",
});
