import {
  createStream,
  getPlayHistoryDetail,
  getPlayStats,
  listDomainPlayHistory,
  listPlayHistory,
  listStreams,
} from "../../generated/pili-v2/endpoints.ts";
import type { components } from "../../generated/pili-v2/schema.ts";
import { requireObject } from "../http/argument-checks.ts";
import { createHidden } from "../http/hidden.ts";
import { requireMaxItems } from "../http/listing.ts";
import type { ListOptions, RequestOptions } from "../http/options.ts";
import { unwrap } from "../http/unwrap.ts";
import type { Credentials } from "../qiniu/credentials.ts";
import { isSuccessData, reportsNoError } from "../qiniu/is-success-data.ts";
import { pageLimit } from "../qiniu/page-listing.ts";
import { type PiliOptions, readPiliOptions } from "../qiniu/pili-options.ts";
import { StreamListing } from "../qiniu/stream-listing.ts";
import { requireSeconds } from "../qiniu/unix-seconds.ts";
import { requireHubName } from "../qiniu/url-text.ts";
import { createPiliClientFromSettings } from "./create-pili-client.ts";
import { encodeKey } from "./encoded-key.ts";
import type { HubScope } from "./hub-scope.ts";
import { HubSettings } from "./hub-settings.ts";
import { fetchLiveStatuses, type ListedLiveStatus } from "./live-status.ts";
import { type DomainPlayStats, Stream } from "./stream.ts";
import {
  checkListParams,
  checkNewKey,
  checkPlayHistoryParams,
  type ListStreamsParams,
  maxPageLimit,
  type PlayHistoryParams,
} from "./stream-params.ts";

/** Viewers of a hub, and the bandwidth that they use in bits per second. */
export type PlayStats = components["schemas"]["PlayStats"];

/** Viewers of a hub over time. */
export type PlayHistory = components["schemas"]["PlayHistory"];

/** Viewers of a hub at a past time. */
export type PlayHistoryDetail = components["schemas"]["PlayHistoryDetail"];

const scopes = /* @__PURE__ */ createHidden<HubScope>();

/**
 * Hub: an existing namespace of streams.
 *
 * @example
 * const hub = new Hub(new Credentials("qiniu_access_key", "qiniu_secret_key"), "hub_name");
 */
export class Hub extends HubSettings {
  /** @throws {InvalidArgumentError} When an argument is not valid. */
  constructor(credentials: Credentials, hubName: string, options: PiliOptions = {}) {
    const settings = readPiliOptions(options, "");
    const hub = requireHubName(hubName);
    const { jobUrl, now } = settings;
    const client = createPiliClientFromSettings(credentials, settings);
    const scope = { client, credentials, hub, jobUrl, now };
    super(scope);
    scopes.set(this, scope);
  }

  /**
   * Creates a stream. Publishing to a valid URL does so as well, so this is rarely needed.
   *
   * @param key - 1 to 200 letters, digits, hyphens and underscores.
   * @throws {InvalidArgumentError} When the key is not valid.
   * @throws {HttpError} With status 614 when the stream exists, or when the service rejects the request.
   */
  async createStream(key: string, options: RequestOptions = {}): Promise<Stream> {
    const { client, hub } = scopes.of(this);
    const body = { key: checkNewKey(key) };
    await unwrap(createStream(client, { path: { hub }, body, ...options }), reportsNoError);
    return this.stream(key);
  }

  /**
   * Returns a stream by its key without sending a request. The stream does not need to exist.
   *
   * @throws {InvalidArgumentError} When the key is blank, or is not well-formed Unicode.
   */
  stream(key: string): Stream {
    encodeKey(key);
    return new Stream(scopes.of(this), key);
  }

  /**
   * Lists the streams of the hub. Await the result to get one page, or iterate over it with `for await`
   * to get all streams. With `maxItems` in the options, both end after that many streams.
   *
   * Requests are sent, and errors thrown, only on awaiting or iterating.
   *
   * @throws {InvalidArgumentError} When a filter is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  listStreams(params: ListStreamsParams = {}, options: ListOptions = {}): StreamListing<Stream> {
    const scope = scopes.of(this);
    const { maxItems, ...settings } = requireObject("options", options);
    const fetchPage = async (marker: string | undefined, left: number | undefined) => {
      const filters = checkListParams(params);
      const limit = pageLimit(params.limit, left, maxPageLimit) || undefined;
      const query = { ...filters, limit, marker: marker || undefined };
      const target = { path: { hub: scope.hub } };
      const result = await listStreams(scope.client, { ...target, query, ...settings });
      const data = await unwrap(Promise.resolve(result), isStreamPage);
      const items = (data.items ?? []).map(({ key }) => new Stream(scope, String(key)));
      const next = toMarker(data.marker);
      const page = { items, marker: next, end: next === "" };
      return { page, response: result.response, data };
    };
    const { marker } = params ?? {};
    return new StreamListing({ fetchPage, marker, maxItems: requireMaxItems(maxItems) });
  }

  /**
   * Lists the pushes in progress of any number of streams, in requests of 100 keys. Streams that are
   * not live or do not exist are missing.
   *
   * @throws {InvalidArgumentError} When the keys are not an array of texts.
   * @throws {HttpError} When the service rejects a request.
   */
  async liveStatuses(
    keys: readonly string[],
    options: RequestOptions = {},
  ): Promise<ListedLiveStatus[]> {
    return fetchLiveStatuses(scopes.of(this), keys, options);
  }

  /**
   * Retrieves the current number of viewers of all streams together and of each stream, and the bandwidth
   * that they use in bits per second.
   *
   * @throws {HttpError} When the service rejects the request.
   */
  async playStats(options: RequestOptions = {}): Promise<PlayStats> {
    const { client, hub } = scopes.of(this);
    return unwrap(getPlayStats(client, { path: { hub }, ...options }), isSuccessData);
  }

  /**
   * Retrieves a page of the number of viewers over time, in intervals of five minutes. The form of the
   * items is not documented.
   *
   * @throws {InvalidArgumentError} When the interval, the limit or the marker is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  async playHistory(params: PlayHistoryParams, options: RequestOptions = {}): Promise<PlayHistory> {
    const { client, hub } = scopes.of(this);
    const query = checkPlayHistoryParams(params);
    return unwrap(listPlayHistory(client, { path: { hub }, query, ...options }), isSuccessData);
  }

  /**
   * Retrieves the viewers at a past time. The form of the result is not documented.
   *
   * @param time - Time in Unix seconds.
   * @throws {InvalidArgumentError} When the time is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  async playHistoryDetail(time: number, options: RequestOptions = {}): Promise<PlayHistoryDetail> {
    const { client, hub } = scopes.of(this);
    const query = { time: requireSeconds("time", time) };
    const response = getPlayHistoryDetail(client, { path: { hub }, query, ...options });
    return unwrap(response, isSuccessData);
  }

  /**
   * Retrieves a page of the viewers over time by domain. The service documents the result, but no client
   * of it uses it.
   *
   * @throws {InvalidArgumentError} When the interval, the limit or the marker is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  async domainPlayHistory(
    params: PlayHistoryParams,
    options: RequestOptions = {},
  ): Promise<DomainPlayStats> {
    const { client, hub } = scopes.of(this);
    const query = checkPlayHistoryParams(params);
    const response = listDomainPlayHistory(client, { path: { hub }, query, ...options });
    return unwrap(response, isSuccessData);
  }
}

/** Returns the marker of the next page. One that is missing or null means that there is none. */
function toMarker(marker: unknown): string {
  return marker === undefined || marker === null ? "" : String(marker);
}

function isStreamPage(data: unknown): boolean {
  if (!isSuccessData(data)) return false;
  const { items } = data as { items?: unknown };
  return Array.isArray(items ?? []) && ((items ?? []) as unknown[]).every(hasKey);
}

/** Returns whether an item of a list has a key. One that arrives as a number becomes text. */
function hasKey(item: unknown): boolean {
  const { key } = Object(item) as { key?: unknown };
  return /string|number/.test(typeof key);
}
