import { requireKey, requireThat } from "../http/argument-checks.ts";
import { createKeyRing, type KeyRing, type KeySource } from "../http/keys.ts";
import {
  anyValue,
  type ClientOptions,
  type ClientSettings,
  readClientOptions,
} from "../http/options.ts";
import { type CloudOptions, cloudChecks, originOf } from "../telestream/options.ts";

/** Options of a Flip client. */
export interface FlipOptions extends Omit<ClientOptions, "now">, CloudOptions {
  /**
   * API key of the account, or a function that returns the current one. It is sent with every request, in the header
   * `X-Api-Key`.
   */
  apiKey: KeySource;
  /**
   * Host of the region, without scheme, port or path. A key works only in the region of its account.
   *
   * @default "api.cloud.telestream.net"
   */
  apiHost?: string | undefined;
}

/** Validated options with the defaults filled in. */
export interface FlipSettings extends ClientSettings {
  readonly keys: KeyRing<string>;
  readonly factoryId: string | undefined;
  readonly apiHost: string;
  readonly apiPort: number;
  readonly https: boolean;
  readonly httpsUrls: boolean;
  /** Scheme, host, port and path: `https://api.cloud.telestream.net:443/flip/3.1`. */
  readonly baseUrl: string;
}

/**
 * Validates options and fills in the defaults.
 *
 * @throws {InvalidArgumentError} When an option is not valid.
 */
export function readFlipOptions(options: FlipOptions): FlipSettings {
  const { apiKey, ...settings } = readClientOptions(options, {
    apiKey: anyValue,
    ...cloudChecks(options, "api.cloud.telestream.net"),
  });
  const { https, origin } = originOf(settings);
  const keys = createKeyRing([apiKey], requireApiKey);
  return { ...settings, https, keys, baseUrl: `${origin}/flip/3.1` };
}

function requireApiKey(value: unknown): string {
  const key = requireKey("apiKey", value);
  requireThat(
    /^[\x21-\x7e]+$/.test(key),
    "apiKey",
    "must consist of ASCII characters without spaces",
  );
  return key;
}
