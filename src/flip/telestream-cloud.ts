import type { paths } from "../../generated/flip/schema.ts";
import { requireObject, requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { currentSigner, defineAccessKey } from "../http/keys.ts";
import { AccountConnection } from "../telestream/connection.ts";
import {
  connectionOf,
  type RawMethod,
  type RawPath,
  type RawResponseOf,
  RawVerbs,
} from "../telestream/raw-verbs.ts";
import { createFlipClientFromSettings, type FlipClient } from "./create-flip-client.ts";
import { Flip } from "./flip.ts";
import { type FlipOptions, type FlipSettings, readFlipOptions } from "./options.ts";
import type { FlipParams } from "./signing/signature.ts";
import { type SignedParams, signParams } from "./signing/signed-params.ts";

/** Options of {@link TelestreamCloud.signedParams}. */
export interface SignedParamsOptions {
  /**
   * Time of the signature in ISO 8601 format, with an offset. Used unchanged.
   *
   * @default the current time
   */
  timestamp?: string | undefined;
}

/** HTTP methods that the API uses. */
export type FlipMethod = Exclude<RawMethod, "patch">;

/** Path of the spec, which editors complete, or any other path. */
export type FlipPath = RawPath<paths>;

/** Response body that the spec defines for a method and path, or `unknown` for other paths. */
export type RawResponse<Path extends string, Method extends FlipMethod> = RawResponseOf<
  paths,
  Path,
  Method
>;

type Connection = AccountConnection<FlipSettings, FlipClient>;

/**
 * Entry point to Telestream Cloud for one account.
 *
 * @example
 * const tc = new TelestreamCloud({ accessKey: "your-access-key", secretKey: "your-secret-key" });
 * const flip = tc.getResource("flip");
 */
export class TelestreamCloud extends RawVerbs<paths> {
  /**
   * Access key of the account. When it is a function, each access calls it.
   *
   * @throws {InvalidArgumentError} When it is an asynchronous function.
   */
  declare readonly accessKey: string;
  readonly factoryId: string | undefined;
  readonly apiHost: string;
  readonly apiPort: number;
  /** Whether requests are encrypted. */
  readonly https: boolean;
  readonly apiVersion: string;

  /** @throws {InvalidArgumentError} When an option is not valid. */
  constructor(options: FlipOptions) {
    const settings = readFlipOptions(options);
    const toInit = (_method: RawMethod, query: object) => ({ params: { query } });
    super(new AccountConnection(settings, createFlipClientFromSettings, toInit));
    defineAccessKey(this, settings.keys);
    this.factoryId = settings.factoryId;
    this.apiHost = settings.apiHost;
    this.apiPort = settings.apiPort;
    this.https = settings.https;
    this.apiVersion = settings.apiVersion;
  }

  /**
   * Returns a service of the cloud. `flip` is the only one.
   *
   * @throws {InvalidArgumentError} When the name is not `flip`.
   */
  getResource(name: "flip"): Flip {
    if (name === "flip") return new Flip(connectionOf<Connection>(this));
    throw new InvalidArgumentError("name", 'must be "flip", the only resource');
  }

  /**
   * Signs a request for another sender, such as a browser or another HTTP client.
   *
   * Parameters named like those that the signature adds are replaced. `file` and parameters that are
   * `undefined` or `null` are neither signed nor returned.
   *
   * @returns The parameters with `access_key`, `factory_id` (when the client has one), `timestamp`
   *   and `signature`, none of them escaped.
   * @throws {InvalidArgumentError} When an argument is not valid, or a key is an asynchronous function.
   */
  signedParams<Params extends FlipParams = Record<never, never>>(
    method: string,
    path: string,
    params?: Params,
    { timestamp }: SignedParamsOptions = {},
  ): SignedParams<Params> {
    const { settings, clock } = connectionOf<Connection>(this);
    const { accessKey, hmac } = currentSigner(settings.keys);
    const request = {
      method: requireText("method", method),
      host: settings.apiHost,
      path: requireText("path", path),
      params: requireObject("params", params ?? ({} as Params)),
      timestamp: timestamp === undefined ? clock.timestamp() : requireTimestamp(timestamp),
    };
    return signParams(request, { accessKey, factoryId: settings.factoryId }, hmac);
  }
}

function requireTimestamp(timestamp: unknown): string {
  const text = requireText("timestamp", timestamp);
  if (/^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError("timestamp", "must be an ISO 8601 date and time");
}
