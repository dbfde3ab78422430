import { requireHost, requireObject, requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { type ClientOptions, type ClientSettings, readClientOptions } from "../http/options.ts";

/** Options of a Pili client. */
export interface PiliOptions extends ClientOptions {
  /**
   * Host of the API, with a port where it is not the scheme's own.
   *
   * @default "pili.qiniuapi.com"
   */
  apiHost?: string | undefined;
  /**
   * Host that is asked for the state of jobs, with a port where it is not the scheme's own.
   *
   * @default "api.qiniu.com"
   */
  jobHost?: string | undefined;
  /**
   * Whether requests go over https. The service's own clients use http.
   *
   * @default false
   */
  https?: boolean | undefined;
}

/** Options that have been checked and completed. */
export interface PiliSettings extends ClientSettings {
  /** Scheme, host and version: `http://pili.qiniuapi.com/v1`. */
  readonly baseUrl: string;
  /** Scheme and host of the service that knows the jobs. */
  readonly jobUrl: string;
}

/**
 * Checks options and fills in the defaults.
 *
 * @throws {InvalidArgumentError} Naming the option that cannot be used.
 */
export function readOptions(options: PiliOptions): PiliSettings {
  const given = requireObject("options", options);
  const { apiHost = "pili.qiniuapi.com", jobHost = "api.qiniu.com", https = false } = given;
  if (typeof https !== "boolean") throw new InvalidArgumentError("https", "must be a boolean");
  const scheme = https ? "https" : "http";
  return {
    ...readClientOptions(options),
    baseUrl: `${scheme}://${requireAuthority("apiHost", apiHost)}/v1`,
    jobUrl: `${scheme}://${requireAuthority("jobHost", jobHost)}`,
  };
}

/** A host, and a port where there is one. */
function requireAuthority(argument: string, authority: unknown): string {
  const [, host, port = ""] = /^(.*?)(:\d{1,5})?$/s.exec(requireText(argument, authority)) ?? [];
  const checked = requireHost(argument, host) + port;
  if (URL.canParse(`http://${checked}`)) return checked;
  throw new InvalidArgumentError(argument, "must have a port from 1 to 65535");
}
