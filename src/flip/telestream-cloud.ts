import { requireObject, requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { createHidden } from "../http/hidden.ts";
import { currentSigner, defineAccessKey } from "../http/keys.ts";
import type { RequestOptions } from "../http/options.ts";
import { AccountConnection } from "./connection.ts";
import { Flip } from "./flip.ts";
import { type FlipOptions, readFlipOptions } from "./options.ts";
import { callRaw, type FlipPath, type RawParams, type RawResponse } from "./raw-verbs.ts";
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

const connections = /* @__PURE__ */ createHidden<AccountConnection>();

/**
 * Entry point to Telestream Cloud for one account.
 *
 * @example
 * const tc = new TelestreamCloud({ accessKey: "your-access-key", secretKey: "your-secret-key" });
 * const flip = tc.getResource("flip");
 */
export class TelestreamCloud {
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
    defineAccessKey(this, settings.keys);
    this.factoryId = settings.factoryId;
    this.apiHost = settings.apiHost;
    this.apiPort = settings.apiPort;
    this.https = settings.https;
    this.apiVersion = settings.apiVersion;
    connections.set(this, new AccountConnection(settings));
  }

  /**
   * Returns a service of the cloud. `flip` is the only one.
   *
   * @throws {InvalidArgumentError} When the name is not `flip`.
   */
  getResource(name: "flip"): Flip {
    if (name === "flip") return new Flip(connections.of(this));
    throw new InvalidArgumentError("name", 'must be "flip", the only resource');
  }

  /**
   * Calls a path with GET: `tc.get("/videos/{id}.json", { id })`.
   *
   * @throws {InvalidArgumentError} When the path or a parameter is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  get<Path extends FlipPath>(
    path: Path,
    params?: RawParams,
    options?: RequestOptions,
  ): Promise<RawResponse<Path, "get">> {
    return call(this, "get", path, params, options);
  }

  /**
   * Calls a path with POST. A `file` in the parameters is sent as multipart.
   *
   * @throws {InvalidArgumentError} When the path or a parameter is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  post<Path extends FlipPath>(
    path: Path,
    params?: RawParams,
    options?: RequestOptions,
  ): Promise<RawResponse<Path, "post">> {
    return call(this, "post", path, params, options);
  }

  /**
   * Calls a path with PUT.
   *
   * @throws {InvalidArgumentError} When the path or a parameter is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  put<Path extends FlipPath>(
    path: Path,
    params?: RawParams,
    options?: RequestOptions,
  ): Promise<RawResponse<Path, "put">> {
    return call(this, "put", path, params, options);
  }

  /**
   * Calls a path with DELETE.
   *
   * @throws {InvalidArgumentError} When the path or a parameter is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  delete<Path extends FlipPath>(
    path: Path,
    params?: RawParams,
    options?: RequestOptions,
  ): Promise<RawResponse<Path, "delete">> {
    return call(this, "delete", path, params, options);
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
    const { settings, clock } = connections.of(this);
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

async function call<Body>(tc: TelestreamCloud, ...rest: RawCall): Promise<Body> {
  // The type comes from the spec, and the contract tests check responses against the spec.
  return (await callRaw(connections.of(tc).client, ...rest)) as Body;
}

type RawCall = Parameters<typeof callRaw> extends [unknown, ...infer Rest] ? Rest : never;

function requireTimestamp(timestamp: unknown): string {
  const text = requireText("timestamp", timestamp);
  if (/^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError("timestamp", "must be an ISO 8601 date and time");
}
