import { requireBoolean } from "../http/argument-checks.ts";
import type { BrowserOption } from "../http/browser-check.ts";
import { type ClientOptions, readClientOptions } from "../http/options.ts";
import type { QiniuClientSettings } from "../qiniu/create-qiniu-client.ts";
import { originOf } from "../qiniu/origin.ts";

/** Options of an RTC client. */
export interface RtcOptions extends ClientOptions, BrowserOption {
  /**
   * Host of the API, with a port if it is not the default port of the scheme.
   *
   * @default "rtc.qiniuapi.com"
   */
  apiHost?: string | undefined;
  /**
   * Whether requests are encrypted. Without encryption, everyone on the way can read them, and send a
   * request again, since its signature contains no time.
   *
   * @default true, except for hosts of this machine and hosts with port 80
   */
  https?: boolean | undefined;
}

/**
 * Validates options and fills in the defaults.
 *
 * @throws {InvalidArgumentError} When an option is not valid.
 */
export function readRtcOptions(options: RtcOptions): QiniuClientSettings {
  const { https, apiHost, ...settings } = readClientOptions(options, {
    apiHost: (_, value = "rtc.qiniuapi.com") => value,
    https: requireBoolean,
    // The constructor of the credentials has rejected browsers.
    dangerouslyAllowBrowser: requireBoolean,
  });
  return { ...settings, baseUrl: originOf("apiHost", apiHost, https) };
}
