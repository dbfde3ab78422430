import {
  requireHost,
  requireInteger,
  requireObject,
  requireText,
} from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { type ClientOptions, type ClientSettings, readClientOptions } from "../http/options.ts";
import { requireId } from "../http/wire/serialize.ts";
import type { FlipCredentials } from "./signing/credentials.ts";

/** Options of a Flip client. */
export interface FlipOptions extends ClientOptions {
  /** Access key of the account, from the console. */
  accessKey: string;
  /** Secret key of the account. Signs requests and is never sent. */
  secretKey: string;
  /** Id of the factory that requests are about. Objects of a factory use the id of that factory. */
  factoryId?: string | undefined;
  /**
   * Host of the region, without scheme, port or path.
   *
   * @default "api-gce.pandastream.com"
   */
  apiHost?: string | undefined;
  /**
   * Port of the API. The scheme is https for port 443 and http for any other port.
   *
   * @default 443
   */
  apiPort?: number | undefined;
  /**
   * Version of the API.
   *
   * @default "3.0"
   */
  apiVersion?: string | undefined;
}

/** Validated options with the defaults filled in. */
export interface FlipSettings extends FlipCredentials, ClientSettings {
  readonly apiHost: string;
  readonly apiPort: number;
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
  requireObject("options", options);
  const { factoryId, apiVersion = "3.0" } = options;
  const apiHost = requireHost("apiHost", options.apiHost ?? "api-gce.pandastream.com");
  const apiPort = requireInteger("apiPort", options.apiPort ?? 443, 1, 65_535);
  return {
    accessKey: requireText("accessKey", options.accessKey),
    secretKey: requireText("secretKey", options.secretKey),
    factoryId: factoryId === undefined ? undefined : requireId("factoryId", factoryId),
    apiHost,
    apiPort,
    apiVersion: requireVersion(apiVersion),
    baseUrl: `${originOf(apiHost, apiPort)}/v${apiVersion}`,
    ...readClientOptions(options),
  };
}

function originOf(host: string, port: number): string {
  const authority = port === 80 ? host : `${host}:${port}`;
  return `${port === 443 ? "https" : "http"}://${authority}`;
}

function requireVersion(version: unknown): string {
  if (/^\d+(\.\d+)*$/.test(requireText("apiVersion", version))) return String(version);
  throw new InvalidArgumentError("apiVersion", 'must be numbers separated by dots, such as "3.0"');
}
