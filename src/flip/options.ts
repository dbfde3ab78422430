import {
  isLoopback,
  requireBoolean,
  requireHost,
  requireInteger,
  requireText,
  requireThat,
} from "../http/argument-checks.ts";
import { type BrowserOption, requireNoBrowser } from "../http/browser-check.ts";
import type { KeyRing, KeySource } from "../http/keys.ts";
import {
  anyValue,
  type ClientOptions,
  type ClientSettings,
  optional,
  readClientOptions,
} from "../http/options.ts";
import { requireId } from "../http/wire/serialize.ts";
import { createFlipKeyRing, type FlipSigner } from "./signing/credentials.ts";

/** Options of a Flip client. */
export interface FlipOptions extends ClientOptions, BrowserOption {
  /** Access key of the account, from the console, or a function that returns the current one. */
  accessKey: KeySource;
  /**
   * Secret key of the account, or a function that returns the current one. Signs requests and is never
   * sent.
   */
  secretKey: KeySource;
  /** Id of the factory that requests are about. Objects of a factory use the id of that factory. */
  factoryId?: string | undefined;
  /**
   * Host of the region, without scheme, port or path.
   *
   * @default "api-gce.pandastream.com"
   */
  apiHost?: string | undefined;
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
  /**
   * Version of the API.
   *
   * @default "3.0"
   */
  apiVersion?: string | undefined;
}

/** Validated options with the defaults filled in. */
export interface FlipSettings extends ClientSettings {
  readonly keys: KeyRing<FlipSigner>;
  readonly factoryId: string | undefined;
  readonly apiHost: string;
  readonly apiPort: number;
  readonly https: boolean;
  readonly httpsUrls: boolean;
  readonly apiVersion: string;
  /** Scheme, host, port and version: `https://api-gce.pandastream.com:443/v3.0`. */
  readonly baseUrl: string;
}

/**
 * Validates options and fills in the defaults.
 *
 * @throws {InvalidArgumentError} When an option is not valid.
 */
export function readFlipOptions(options: FlipOptions): FlipSettings {
  const settings = readClientOptions(options, {
    accessKey: anyValue,
    secretKey: anyValue,
    factoryId: optional(requireId),
    apiHost: (name, value = "api-gce.pandastream.com") => requireHost(name, value),
    apiPort: (name, value = options.https === false ? 80 : 443) =>
      requireInteger(name, value, 1, 65_535),
    https: requireBoolean,
    httpsUrls: (name, value = false) => requireBoolean(name, value) ?? false,
    apiVersion: requireVersion,
    dangerouslyAllowBrowser: requireNoBrowser,
  });
  const { apiHost, apiPort, apiVersion } = settings;
  const isHttps = apiPort === 443 || (apiPort !== 80 && !isLoopback(apiHost));
  const { https = isHttps } = settings;
  const port = !https && apiPort === 80 ? "" : `:${apiPort}`;
  return {
    ...settings,
    https,
    keys: createFlipKeyRing(options),
    baseUrl: `http${https ? "s" : ""}://${apiHost}${port}/v${apiVersion}`,
  };
}

function requireVersion(name: string, version: string = "3.0"): string {
  const isVersion = /^\d[\w-]*(\.[\w-]+)*$/.test(requireText(name, version));
  requireThat(isVersion, name, 'must be a version such as "3.0"');
  return version;
}
