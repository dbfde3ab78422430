import {
  isLoopback,
  requireBoolean,
  requireHost,
  requireInteger,
} from "../http/argument-checks.ts";
import { type BrowserOption, requireNoBrowser } from "../http/browser-check.ts";
import { optional } from "../http/options.ts";
import { requireId } from "../http/wire/serialize.ts";

/** Options of the clients of all generations of the API. */
export interface CloudOptions extends BrowserOption {
  /** Id of the factory that requests are about. Objects of a factory use the id of that factory. */
  factoryId?: string | undefined;
  /**
   * Port of the API.
   *
   * @default 443, or 80 when `https` is `false`
   */
  apiPort?: number | undefined;
  /**
   * Whether requests are encrypted. Without encryption, everyone on the way can read and change requests
   * and responses.
   *
   * @default true, except for port 80, and for a host of this machine with a port other than 443
   */
  https?: boolean | undefined;
  /**
   * Whether the URLs of videos and encodings, such as `encoding.url`, have the scheme `https` although that of the
   * factory's bucket is `http`.
   *
   * @default false
   */
  httpsUrls?: boolean | undefined;
}

/** What the checks return. */
interface CloudSettings {
  readonly factoryId: string | undefined;
  readonly apiHost: string;
  readonly apiPort: number;
  readonly https: boolean | undefined;
  readonly httpsUrls: boolean;
  readonly dangerouslyAllowBrowser: unknown;
}

type CheckedOptions = CloudOptions & { readonly apiHost?: string | undefined };

type CloudChecks = {
  readonly [Name in keyof CloudSettings]: (
    name: string,
    value: CheckedOptions[Name],
  ) => CloudSettings[Name];
};

/**
 * Returns the checks of the options.
 *
 * @param host - Default of the option `apiHost`.
 */
export function cloudChecks(options: CloudOptions, host: string): CloudChecks {
  return {
    factoryId: optional(requireId),
    apiHost: (name, value = host) => requireHost(name, value),
    apiPort: (name, value = options.https === false ? 80 : 443) =>
      requireInteger(name, value, 1, 65_535),
    https: requireBoolean,
    httpsUrls: (name, value) => requireBoolean(name, value) === true,
    dangerouslyAllowBrowser: requireNoBrowser,
  };
}

/** Where the API is. */
interface Endpoint {
  readonly apiHost: string;
  readonly apiPort: number;
  readonly https?: boolean | undefined;
}

/** Returns whether requests are encrypted, and the start of their URLs: `https://api.example.com:443`. */
export function originOf(endpoint: Endpoint): { https: boolean; origin: string } {
  const { apiHost, apiPort } = endpoint;
  const isHttps = apiPort === 443 || (apiPort !== 80 && !isLoopback(apiHost));
  const { https = isHttps } = endpoint;
  const port = !https && apiPort === 80 ? "" : `:${apiPort}`;
  return { https, origin: `http${https ? "s" : ""}://${apiHost}${port}` };
}
