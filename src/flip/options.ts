import { requireText, requireThat } from "../http/argument-checks.ts";
import type { KeyRing, KeySource } from "../http/keys.ts";
import {
  anyValue,
  type ClientOptions,
  type ClientSettings,
  readClientOptions,
} from "../http/options.ts";
import { type CloudOptions, cloudChecks, originOf } from "../telestream/options.ts";
import { createFlipKeyRing, type FlipSigner } from "./signing/credentials.ts";

/** Options of a Flip client. */
export interface FlipOptions extends ClientOptions, CloudOptions {
  /** Access key of the account, from the console, or a function that returns the current one. */
  accessKey: KeySource;
  /**
   * Secret key of the account, or a function that returns the current one. Signs requests and is never
   * sent.
   */
  secretKey: KeySource;
  /**
   * Host of the region, without scheme, port or path.
   *
   * @default "api-gce.pandastream.com"
   */
  apiHost?: string | undefined;
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
    ...cloudChecks(options, "api-gce.pandastream.com"),
    apiVersion: requireVersion,
  });
  const { https, origin } = originOf(settings);
  const baseUrl = `${origin}/v${settings.apiVersion}`;
  return { ...settings, https, keys: createFlipKeyRing(options), baseUrl };
}

function requireVersion(name: string, version: string = "3.0"): string {
  const isVersion = /^\d[\w-]*(\.[\w-]+)*$/.test(requireText(name, version));
  requireThat(isVersion, name, 'must be a version such as "3.0"');
  return version;
}
