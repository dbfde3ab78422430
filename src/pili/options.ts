import { requireHost, requireObject, requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { type ClientOptions, type ClientSettings, readClientOptions } from "../http/options.ts";

/** Options of a Pili client. */
export interface PiliOptions extends ClientOptions {
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
   * Whether requests are sent over https. The service's own clients use http.
   *
   * @default false
   */
  https?: boolean | undefined;
}

/** Validated options with the defaults filled in. */
export interface PiliSettings extends ClientSettings {
  /** Scheme, host and version: `http://pili.qiniuapi.com/v1`. */
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

/** Validates a host with an optional port. */
function requireAuthority(argument: string, authority: unknown): string {
  const [, host, port = ""] = /^(.*?)(:\d{1,5})?$/s.exec(requireText(argument, authority)) ?? [];
  const checked = requireHost(argument, host) + port;
  if (URL.canParse(`http://${checked}`)) return checked;
  throw new InvalidArgumentError(argument, "must have a port from 1 to 65535");
}
