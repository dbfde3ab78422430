import type { paths } from "../../generated/flip-3.1/schema.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import type { RequestOptions } from "../http/options.ts";
import { AccountConnection } from "../telestream/connection.ts";
import {
  call,
  connectionOf,
  type RawInit,
  type RawMethod,
  type RawParams,
  type RawPath,
  type RawResponseOf,
  RawVerbs,
} from "../telestream/raw-verbs.ts";
import { createFlipClientFromSettings, type FlipClient } from "./create-flip-client.ts";
import { Flip } from "./flip.ts";
import { toFormParts } from "./form-parts.ts";
import { type FlipOptions, type FlipSettings, readFlipOptions } from "./options.ts";

/** HTTP methods that the API uses. */
export type FlipMethod = RawMethod;

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
 * Entry point to Telestream Cloud for one account. Its API key is not a property.
 *
 * Parameters of `post()`, `put()` and `patch()` are sent as JSON, or beside a `file` as fields of the form, those of
 * `get()` and `delete()` in the query. A `factory_id` is always sent in the query.
 *
 * @example
 * const tc = new TelestreamCloud({ apiKey: "your-api-key" });
 * const flip = tc.getResource("flip");
 */
export class TelestreamCloud extends RawVerbs<paths> {
  readonly factoryId: string | undefined;
  readonly apiHost: string;
  readonly apiPort: number;
  /** Whether requests are encrypted. */
  readonly https: boolean;

  /** @throws {InvalidArgumentError} When an option is not valid. */
  constructor(options: FlipOptions) {
    const settings = readFlipOptions(options);
    super(new AccountConnection(settings, createFlipClientFromSettings, toInit));
    this.factoryId = settings.factoryId;
    this.apiHost = settings.apiHost;
    this.apiPort = settings.apiPort;
    this.https = settings.https;
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
   * Calls a path with PATCH.
   *
   * @throws {InvalidArgumentError} When the path or a parameter is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  patch<Path extends RawPath<paths>>(
    path: Path,
    params?: RawParams,
    options?: RequestOptions,
  ): Promise<RawResponse<Path, "patch">> {
    return call(this, "patch", path, params, options);
  }
}

function toInit(method: RawMethod, fields: object): RawInit {
  if (method === "get" || method === "delete") return { params: { query: fields } };
  const { factory_id, ...body } = { factory_id: undefined, ...fields };
  const params = { query: { factory_id } };
  if (Object.keys(body).length === 0) return { params };
  return { params, body, before: (boundary) => toFormParts(body, boundary) };
}
