import { createStream, getStream, listStreams } from "../../generated/pili/endpoints.ts";
import type { paths } from "../../generated/pili/schema.ts";
import { requireObject } from "../http/argument-checks.ts";
import { createHidden } from "../http/hidden.ts";
import { requireMaxItems } from "../http/listing.ts";
import type { ListOptions, RequestOptions } from "../http/options.ts";
import { unwrap } from "../http/unwrap.ts";
import { requireId } from "../http/wire/serialize.ts";
import { hasId } from "../http/wire-object.ts";
import { createQiniuClient } from "../qiniu/create-qiniu-client.ts";
import type { Credentials } from "../qiniu/credentials.ts";
import { pageLimit } from "../qiniu/page-listing.ts";
import { type PiliOptions, readPiliOptions } from "../qiniu/pili-options.ts";
import { StreamListing } from "../qiniu/stream-listing.ts";
import { requireHubName } from "../qiniu/url-text.ts";
import { isStreamPage } from "./response-checks.ts";
import { type HubScope, Stream } from "./stream.ts";
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

const scopes = /* @__PURE__ */ createHidden<HubScope>();

/**
 * Hub: an existing namespace of streams.
 *
 * @example
 * const hub = new Hub(new Credentials("qiniu_access_key", "qiniu_secret_key"), "hub_name");
 */
export class Hub {
  readonly name: string;

  /** @throws {InvalidArgumentError} When an argument is not valid. */
  constructor(credentials: Credentials, hubName: string, options: PiliOptions = {}) {
    const settings = readPiliOptions(options, "/v1");
    this.name = requireHubName(hubName);
    const { jobUrl, now } = settings;
    const client = createQiniuClient<paths>(credentials, settings);
    scopes.set(this, { client, credentials, jobUrl, now });
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
    const data = await unwrap(createStream(scopes.of(this).client, { body, ...options }), hasId);
    return new Stream(scopes.of(this), data);
  }

  /**
   * Retrieves a stream.
   *
   * @throws {HttpError} With status 404 when no stream has this id.
   */
  async getStream(id: string, options: RequestOptions = {}): Promise<Stream> {
    const path = { id: requireId("id", id) };
    const data = await unwrap(getStream(scopes.of(this).client, { path, ...options }), hasId);
    return new Stream(scopes.of(this), data);
  }

  /**
   * Returns a stream by its id without sending a request.
   *
   * @throws {InvalidArgumentError} When the id is not valid.
   */
  stream(id: string): StreamReference {
    return refer(scopes.of(this), { id: requireId("id", id) });
  }

  /**
   * Lists the streams of the hub, newest first. Await the result to get one page, or iterate over it
   * with `for await` to get all streams. With `maxItems` in the options, both end after that many
   * streams: the last page is requested with a `limit` that leaves no stream out.
   *
   * Requests are sent, and errors thrown, only on awaiting or iterating.
   *
   * @throws {InvalidArgumentError} When a filter is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  listStreams(
    params: ListStreamsParams & { idonly: true },
    options?: ListOptions,
  ): StreamListing<StreamReference>;
  listStreams(params?: ListStreamsParams, options?: ListOptions): StreamListing<Stream>;
  listStreams(
    params: ListStreamsParams = {},
    options: ListOptions = {},
  ): StreamListing<StreamReference> {
    const scope = scopes.of(this);
    const { maxItems, ...settings } = requireObject("options", options);
    const fetchPage = async (marker: string | undefined, left: number | undefined) => {
      const filters = checkListParams(params);
      const limit = pageLimit(filters.limit, left, maxPageLimit);
      const query = { ...filters, hub: this.name, marker, limit };
      const result = await listStreams(scope.client, { query, ...settings });
      const data = await unwrap(Promise.resolve(result), isStreamPage);
      const items = (data.items ?? []).map((item) => refer(scope, item));
      const page = { items, marker: data.marker, end: data.end };
      return { page, response: result.response, data };
    };
    const { marker } = params ?? {};
    return new StreamListing({ fetchPage, marker, maxItems: requireMaxItems(maxItems) });
  }
}

function refer(scope: HubScope, data: Partial<StreamData> & { id: string }): StreamReference {
  return new Stream(scope, { ...readStreamId(data.id), ...data } as StreamData);
}

/** Greatest limit of a page that the service is known to accept. */
const maxPageLimit = 300;

/** Reads hub and title from a stream id `<zone>.<hub>.<title>`. Ids of another form contain neither. */
function readStreamId(id: string): { hub?: string; title?: string } {
  const [, hub, title, ...rest] = id.split(".");
  return hub && title && rest.length === 0 ? { hub, title } : {};
}
