import { requireObject, requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import type { RequestOptions } from "../http/options.ts";
import { AccountConnection } from "./connection.ts";
import { Flip } from "./flip.ts";
import { type FlipOptions, readOptions } from "./options.ts";
import { callRaw, type FlipPath, type RawParams, type RawResponse } from "./raw-verbs.ts";
import type { FlipParams } from "./signing/canonical-query.ts";
import { type SignedParams, signParams } from "./signing/signed-params.ts";

/** Options of {@link TelestreamCloud.signedParams}. */
export interface SignedParamsOptions {
  /**
   * ISO 8601, with an offset. Taken as it is.
   *
   * @default the current time
   */
  timestamp?: string | undefined;
}

/**
 * Telestream Cloud with the credentials of one account.
 *
 * @example
 * const tc = new TelestreamCloud({ accessKey: "your-access-key", secretKey: "your-secret-key" });
 * const flip = tc.getResource("flip");
 */
export class TelestreamCloud {
  readonly accessKey: string;
  readonly factoryId: string | undefined;
  readonly apiHost: string;
  readonly apiPort: number;
  readonly apiVersion: string;
  readonly #session: AccountConnection;

  /** @throws {InvalidArgumentError} Naming the option that cannot be used. */
  constructor(options: FlipOptions) {
    const settings = readOptions(options);
    this.accessKey = settings.accessKey;
    this.factoryId = settings.factoryId;
    this.apiHost = settings.apiHost;
    this.apiPort = settings.apiPort;
    this.apiVersion = settings.apiVersion;
    this.#session = new AccountConnection(settings);
  }

  /**
   * Gives one of the cloud's services. There is `flip`.
   *
   * @throws {InvalidArgumentError} When the name is another.
   */
  getResource(name: "flip"): Flip {
    if (name === "flip") return new Flip(this.#session);
    throw new InvalidArgumentError("name", 'must be "flip", the only resource');
  }

  /**
   * Calls any path with GET: `tc.get("/videos/{id}.json", { id })`.
   *
   * @throws {InvalidArgumentError} When the path or a parameter cannot be used.
   * @throws {HttpError} When the service refuses.
   */
  get<Path extends FlipPath>(
    path: Path,
    params?: RawParams,
    options?: RequestOptions,
  ): Promise<RawResponse<Path, "get">> {
    return this.#call("get", path, params, options);
  }

  /**
   * Calls any path with POST. A `file` in the parameters is sent as multipart.
   *
   * @throws {InvalidArgumentError} When the path or a parameter cannot be used.
   * @throws {HttpError} When the service refuses.
   */
  post<Path extends FlipPath>(
    path: Path,
    params?: RawParams,
    options?: RequestOptions,
  ): Promise<RawResponse<Path, "post">> {
    return this.#call("post", path, params, options);
  }

  /**
   * Calls any path with PUT.
   *
   * @throws {InvalidArgumentError} When the path or a parameter cannot be used.
   * @throws {HttpError} When the service refuses.
   */
  put<Path extends FlipPath>(
    path: Path,
    params?: RawParams,
    options?: RequestOptions,
  ): Promise<RawResponse<Path, "put">> {
    return this.#call("put", path, params, options);
  }

  /**
   * Calls any path with DELETE.
   *
   * @throws {InvalidArgumentError} When the path or a parameter cannot be used.
   * @throws {HttpError} When the service refuses.
   */
  delete<Path extends FlipPath>(
    path: Path,
    params?: RawParams,
    options?: RequestOptions,
  ): Promise<RawResponse<Path, "delete">> {
    return this.#call("delete", path, params, options);
  }

  /**
   * Signs a request that something else will send: a browser, another HTTP client.
   *
   * Parameters named as a signature's own are replaced; `file`, `undefined` and `null` are neither
   * signed nor returned.
   *
   * @returns The parameters with `access_key`, `factory_id` (when there is one), `timestamp` and
   *   `signature`, none of them escaped.
   * @throws {InvalidArgumentError} When an argument cannot be used.
   */
  signedParams<Params extends FlipParams = Record<never, never>>(
    method: string,
    path: string,
    params?: Params,
    { timestamp }: SignedParamsOptions = {},
  ): SignedParams<Params> {
    const { settings, clock, hmac } = this.#session;
    const request = {
      method: requireText("method", method),
      host: settings.apiHost,
      path: requireText("path", path),
      params: requireObject("params", params ?? ({} as Params)),
      timestamp: timestamp === undefined ? clock.timestamp() : requireTimestamp(timestamp),
    };
    return signParams(request, settings, hmac);
  }

  async #call<Answer>(...call: RawCall): Promise<Answer> {
    // The spec promises this type; the contract tests hold the spec to it.
    return (await callRaw(this.#session.client, ...call)) as Answer;
  }
}

type RawCall = Parameters<typeof callRaw> extends [unknown, ...infer Rest] ? Rest : never;

function requireTimestamp(timestamp: unknown): string {
  const text = requireText("timestamp", timestamp);
  if (/^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError("timestamp", "must be a time in ISO 8601");
}
