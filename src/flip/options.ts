import {
  isLoopback,
  requireBoolean,
  requireHost,
  requireInteger,
  requireKnownOptions,
  requireObject,
  requireText,
} from "../http/argument-checks.ts";
import { type BrowserOption, requireNoBrowser } from "../http/browser-check.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import type { KeyRing, KeySource } from "../http/keys.ts";
import {
  type ClientOptions,
  type ClientSettings,
  clientOptionNames,
  readClientOptions,
} from "../http/options.ts";
import { requireId } from "../http/wire/serialize.ts";
import { createKeyRing, type FlipSigner } from "./signing/credentials.ts";

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
  requireKnownOptions(requireObject("options", options), optionNames);
  requireNoBrowser(options);
  const { factoryId, apiVersion = "3.0" } = options;
  const server = readServer(options);
  return {
    ...server,
    keys: createKeyRing(options),
    factoryId: factoryId === undefined ? undefined : requireId("factoryId", factoryId),
    apiVersion: requireVersion(apiVersion),
    baseUrl: `${originOf(server)}/v${apiVersion}`,
    ...readClientOptions(options),
  };
}

const optionNames: Readonly<Record<keyof FlipOptions, true>> = {
  ...clientOptionNames,
  accessKey: true,
  secretKey: true,
  factoryId: true,
  apiHost: true,
  apiPort: true,
  https: true,
  apiVersion: true,
  dangerouslyAllowBrowser: true,
};

type Server = Pick<FlipSettings, "apiHost" | "apiPort" | "https">;

function readServer(options: FlipOptions): Server {
  const apiHost = requireHost("apiHost", options.apiHost ?? "api-gce.pandastream.com");
  const given = requireBoolean("https", options.https);
  const defaultPort = given === false ? 80 : 443;
  const apiPort = requireInteger("apiPort", options.apiPort ?? defaultPort, 1, 65_535);
  const https = given ?? (apiPort === 443 || (apiPort !== 80 && !isLoopback(apiHost)));
  return { apiHost, apiPort, https };
}

function originOf({ apiHost, apiPort, https }: Server): string {
  if (https) return `https://${apiHost}:${apiPort}`;
  return apiPort === 80 ? `http://${apiHost}` : `http://${apiHost}:${apiPort}`;
}

function requireVersion(version: unknown): string {
  if (/^\d+(\.\d+)*$/.test(requireText("apiVersion", version))) return String(version);
  throw new InvalidArgumentError("apiVersion", 'must be numbers separated by dots, such as "3.0"');
}
