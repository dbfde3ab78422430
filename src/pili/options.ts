import { isLoopback, requireBoolean, requireHost, requireText } from "../http/argument-checks.ts";
import type { BrowserOption } from "../http/browser-check.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { type ClientOptions, type ClientSettings, readClientOptions } from "../http/options.ts";

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
  /** Scheme, host and version: `https://pili.qiniuapi.com/v1`. */
  readonly baseUrl: string;
  /** Scheme and host of the job service. */
  readonly jobUrl: string;
}

/**
 * Validates options and fills in the defaults.
 *
 * @throws {InvalidArgumentError} When an option is not valid.
 */
export function readPiliOptions(options: PiliOptions): PiliSettings {
  const { https, apiHost, jobHost, ...settings } = readClientOptions(options, {
    apiHost: (_, value = "pili.qiniuapi.com") => value,
    jobHost: (_, value = "api.qiniu.com") => value,
    https: requireBoolean,
    // The constructor of the credentials has rejected browsers.
    dangerouslyAllowBrowser: requireBoolean,
  });
  return {
    ...settings,
    baseUrl: `${originOf("apiHost", apiHost, https)}/v1`,
    jobUrl: originOf("jobHost", jobHost, https),
  };
}

/** Returns scheme and host. The scheme depends on the host when it is not given. */
function originOf(argument: string, value: unknown, https: boolean | undefined): string {
  const authority = requireAuthority(argument, value);
  const { hostname } = new URL(`http://${authority}`);
  const isHttpPort = authority.endsWith(":80");
  const isHttpsPort = authority.endsWith(":443");
  const isHttps = https ?? (isHttpsPort || !(isHttpPort || isLoopback(hostname)));
  return `${isHttps ? "https" : "http"}://${authority}`;
}

/** Validates a host with an optional port. */
function requireAuthority(argument: string, authority: unknown): string {
  const [, host, port = ""] = /^(.*?)(:\d{1,5})?$/s.exec(requireText(argument, authority)) ?? [];
  const checked = requireHost(argument, host) + port;
  if (URL.canParse(`http://${checked}`)) return checked;
  throw new InvalidArgumentError(argument, "must have a port from 1 to 65535");
}
