import { createStream, getStream, listStreams } from "../../generated/pili/endpoints.ts";
import { requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap } from "../http/unwrap.ts";
import { requireId } from "../http/wire/serialize.ts";
import { hasId } from "../http/wire-object.ts";
import type { Credentials } from "../qiniu/credentials.ts";
import { createPiliClientFromSettings } from "./create-pili-client.ts";
import { type PiliOptions, readPiliOptions } from "./options.ts";
import { isStreamPage } from "./response-checks.ts";
import { type HubScope, Stream } from "./stream.ts";
import { StreamListing } from "./stream-listing.ts";
import {
  type CreateStreamParams,
  checkCreateParams,
  checkListParams,
  type ListStreamsParams,
} from "./stream-params.ts";
import type { StreamData } from "./urls/stream-data.ts";

/**
 * Stream whose id alone is known. The other fields are set after `refresh()`, except `title` and `hub`,
 * which are read from the id where possible.
 */
export type StreamReference = Omit<Stream, Exclude<keyof StreamData, "id">> & Partial<StreamData>;

/**
 * Hub: an existing namespace of streams.
 *
 * @example
 * const hub = new Hub(new Credentials("qiniu_access_key", "qiniu_secret_key"), "hub_name");
 */
export class Hub {
  readonly name: string;
  readonly #scope: HubScope;

  /** @throws {InvalidArgumentError} When an argument is not valid. */
  constructor(credentials: Credentials, hubName: string, options: PiliOptions = {}) {
    const settings = readPiliOptions(options);
    this.name = requireHubName(hubName);
    const { jobUrl, now } = settings;
    this.#scope = {
      client: createPiliClientFromSettings(credentials, settings),
      credentials,
      jobUrl,
      now,
    };
  }

  /**
   * Creates a stream. The service chooses the values of parameters that are not given.
   *
   * @throws {InvalidArgumentError} When a parameter is not valid.
   * @throws {HttpError} When the service rejects the request, for example because the title is taken.
   */
  async createStream(
    params: CreateStreamParams = {},
    options: RequestOptions = {},
  ): Promise<Stream> {
    const body = { ...checkCreateParams(params), hub: this.name };
    const data = await unwrap(createStream(this.#scope.client, { body, ...options }), hasId);
    return new Stream(this.#scope, data);
  }

  /**
   * Retrieves a stream.
   *
   * @throws {HttpError} With status 404 when no stream has this id.
   */
  async getStream(id: string, options: RequestOptions = {}): Promise<Stream> {
    const path = { id: requireId("id", id) };
    const data = await unwrap(getStream(this.#scope.client, { path, ...options }), hasId);
    return new Stream(this.#scope, data);
  }

  /**
   * Returns a stream by its id without sending a request.
   *
   * @throws {InvalidArgumentError} When the id is not valid.
   */
  stream(id: string): StreamReference {
    return this.#refer({ id: requireId("id", id) });
  }

  /**
   * Lists the streams of the hub, newest first. Await the result to get one page, or iterate over it
   * with `for await` to get all streams.
   *
   * Requests are sent, and errors thrown, only on awaiting or iterating.
   *
   * @throws {InvalidArgumentError} When a filter is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  listStreams(
    params: ListStreamsParams & { idonly: true },
    options?: RequestOptions,
  ): StreamListing<StreamReference>;
  listStreams(params?: ListStreamsParams, options?: RequestOptions): StreamListing<Stream>;
  listStreams(
    params: ListStreamsParams = {},
    options: RequestOptions = {},
  ): StreamListing<StreamReference> {
    const fetchPage = async (marker: string | undefined) => {
      const query = { ...checkListParams(params), hub: this.name, marker };
      const response = listStreams(this.#scope.client, { query, ...options });
      const page = await unwrap(response, isStreamPage);
      const items = (page.items ?? []).map((data) => this.#refer(data));
      return { items, marker: page.marker, end: page.end };
    };
    return new StreamListing<StreamReference>(fetchPage, params?.marker);
  }

  #refer(data: Partial<StreamData> & { id: string }): StreamReference {
    return new Stream(this.#scope, { ...readStreamId(data.id), ...data } as StreamData);
  }
}

const hubPattern = /^[A-Za-z0-9_-]+$/;

function requireHubName(name: unknown): string {
  if (hubPattern.test(requireText("hubName", name))) return String(name);
  throw new InvalidArgumentError(
    "hubName",
    "must consist of letters, digits, hyphens and underscores",
  );
}

/** Reads hub and title from a stream id `<zone>.<hub>.<title>`. Ids of another form contain neither. */
function readStreamId(id: string): { hub?: string; title?: string } {
  const [, hub, title, ...rest] = id.split(".");
  return hub && title && rest.length === 0 ? { hub, title } : {};
}
