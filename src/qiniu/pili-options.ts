import { requireBoolean } from "../http/argument-checks.ts";
import type { BrowserOption } from "../http/browser-check.ts";
import { type ClientOptions, type ClientSettings, readClientOptions } from "../http/options.ts";
import { originOf } from "./origin.ts";

/** Options of a Pili client. */
export interface PiliOptions extends ClientOptions, BrowserOption {
  /**
   * Host of the API, with a port if it is not the default port of the scheme.
   *
   * @default "pili.qiniuapi.com"
   */
  apiHost?: string | undefined;
  /**
   * Host of the job service, with a port if it is not the default port of the scheme.
   *
   * @default "api.qiniu.com"
   */
  jobHost?: string | undefined;
  /**
   * Whether requests are encrypted. The service's own clients do not encrypt them: then everyone on the
   * way can read publish keys, and send a request again, since its signature contains no time.
   *
   * @default true, except for hosts of this machine and hosts with port 80
   */
  https?: boolean | undefined;
}

/** Validated options with the defaults filled in. */
export interface PiliSettings extends ClientSettings {
  /** Scheme, host, and the path that all paths start with: `https://pili.qiniuapi.com/v1`. */
  readonly baseUrl: string;
  /** Scheme and host of the job service. */
  readonly jobUrl: string;
}

/**
 * Validates options and fills in the defaults.
 *
 * @param basePath - Path that all paths start with, which may be empty.
 * @throws {InvalidArgumentError} When an option is not valid.
 */
export function readPiliOptions(options: PiliOptions, basePath: string): PiliSettings {
  const { https, apiHost, jobHost, ...settings } = readClientOptions(options, {
    apiHost: (_, value = "pili.qiniuapi.com") => value,
    jobHost: (_, value = "api.qiniu.com") => value,
    https: requireBoolean,
    // The constructor of the credentials has rejected browsers.
    dangerouslyAllowBrowser: requireBoolean,
  });
  return {
    ...settings,
    baseUrl: `${originOf("apiHost", apiHost, https)}${basePath}`,
    jobUrl: originOf("jobHost", jobHost, https),
  };
}
