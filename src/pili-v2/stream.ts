import {
  getDomainPlayStats,
  getLiveStatus,
  getStream,
  getStreamStats,
  listHistoryActivity,
  saveStreamAs,
  setStreamConverts,
  setStreamDisabled,
  snapshotStream,
} from "../../generated/pili-v2/endpoints.ts";
import type { components } from "../../generated/pili-v2/schema.ts";
import { requireObject } from "../http/argument-checks.ts";
import { createHidden } from "../http/hidden.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap } from "../http/unwrap.ts";
import { isSuccessData, reportsNoError } from "../qiniu/is-success-data.ts";
import { toUnixSeconds } from "../qiniu/unix-seconds.ts";
import { type HubScope, targetOf } from "./hub-scope.ts";
import { type JobHandle, withJob } from "./job.ts";
import { type LiveStatus, readLiveStatus } from "./live-status.ts";
import {
  checkIntervalParams,
  checkProfiles,
  checkSaveAsParams,
  checkSnapshotParams,
  checkStatsInterval,
  type DisabledUntil,
  type IntervalParams,
  type SaveAsParams,
  type SnapshotParams,
  toDisabledBody,
} from "./stream-params.ts";
import {
  type HttpPlayUrlOptions,
  hlsPlayUrl,
  httpFlvPlayUrl,
  type PlayUrlOptions,
  rtmpPlayUrl,
  snapshotPlayUrl,
} from "./urls/play-urls.ts";
import { type PublishUrlOptions, rtmpPublishUrl, srtPublishUrl } from "./urls/publish-urls.ts";

type Schemas = components["schemas"];

/** State and settings of a stream. Old servers send only `disabledTill` and `converts`. */
export type StreamInfo = Schemas["Stream"];

/** Past push, from connect to disconnect, in Unix seconds. */
export type Activity = Schemas["Activity"];

/** Result of `saveAs()`: the name of the file, and the job that creates it, if there is one. */
export type SaveAsResult = Readonly<Schemas["SaveAsResult"]> & JobHandle;

/** Result of `snapshot()`: the name of the picture, and the job that creates it, if there is one. */
export type SnapshotResult = Readonly<Schemas["SnapshotResult"]> & JobHandle;

/** Measurement of a stream. */
export type StreamStats = Schemas["StreamStatsItem"];

/** Viewers by domain and protocol. */
export type DomainPlayStats = Schemas["DomainPlayStats"];

const scopes = /* @__PURE__ */ createHidden<HubScope>();

/** Stream of a hub, identified by its key. Creating one sends no request. */
export class Stream {
  /** Key of the stream. */
  readonly key: string;
  /** Name of the hub. */
  readonly hub: string;

  /** @internal */
  constructor(scope: HubScope, key: string) {
    this.key = key;
    this.hub = scope.hub;
    scopes.set(this, scope);
  }

  /**
   * Retrieves the state and settings of the stream.
   *
   * @throws {HttpError} With status 612 when there is no such stream.
   */
  async info(options: RequestOptions = {}): Promise<StreamInfo> {
    const scope = scopes.of(this);
    return unwrap(
      getStream(scope.client, { ...targetOf(scope, this.key), ...options }),
      isSuccessData,
    );
  }

  /**
   * Rejects publishing: permanently, until a time, or for a duration. Ends a push in progress.
   *
   * @param until - Time in Unix seconds, or `{ forSeconds }`. Without it, until `enable()` is called.
   * @throws {InvalidArgumentError} When the time or duration is not valid.
   * @throws {HttpError} When the service rejects the request: with status 612 when there is no such stream.
   */
  async disable(until?: DisabledUntil, options: RequestOptions = {}): Promise<void> {
    const scope = scopes.of(this);
    const body = toDisabledBody(until);
    await unwrap(
      setStreamDisabled(scope.client, { ...targetOf(scope, this.key), body, ...options }),
      reportsNoError,
    );
  }

  /**
   * Allows publishing.
   *
   * @throws {HttpError} When the service rejects the request: with status 612 when there is no such stream.
   */
  async enable(options: RequestOptions = {}): Promise<void> {
    const scope = scopes.of(this);
    const body = { disabledTill: 0 };
    await unwrap(
      setStreamDisabled(scope.client, { ...targetOf(scope, this.key), body, ...options }),
      reportsNoError,
    );
  }

  /**
   * Retrieves the push in progress, or `undefined` when the stream is not live.
   *
   * @throws {HttpError} When the service rejects the request: with status 612 when there is no such stream.
   */
  async liveStatus(options: RequestOptions = {}): Promise<LiveStatus | undefined> {
    const scope = scopes.of(this);
    return readLiveStatus(
      getLiveStatus(scope.client, { ...targetOf(scope, this.key), ...options }),
    );
  }

  /**
   * Lists the past pushes, newest first.
   *
   * @throws {InvalidArgumentError} When the interval is not valid.
   * @throws {HttpError} When the service rejects the request: with status 612 when there is no such stream.
   */
  async historyActivity(
    params: IntervalParams = {},
    options: RequestOptions = {},
  ): Promise<Activity[]> {
    const scope = scopes.of(this);
    const query = toIntervalQuery(checkIntervalParams(params));
    const target = targetOf(scope, this.key);
    const response = listHistoryActivity(scope.client, { ...target, query, ...options });
    return (await unwrap(response, hasItems)).items ?? [];
  }

  /**
   * Stores the recording of an interval: as a playlist, or with `format` as a file that a job creates.
   *
   * @throws {InvalidArgumentError} When a value is not valid.
   * @throws {HttpError} With status 619 when nothing was recorded, or when the service rejects the
   *   request.
   */
  async saveAs(params: SaveAsParams = {}, options: RequestOptions = {}): Promise<SaveAsResult> {
    const scope = scopes.of(this);
    const body = checkSaveAsParams(params);
    const target = targetOf(scope, this.key);
    const response = saveStreamAs(scope.client, { ...target, body, ...options });
    return withJob(await unwrap(response, isSuccessData), scope);
  }

  /**
   * Stores a picture of the stream, live or at a recorded time. With `notify`, a job does it.
   *
   * @throws {InvalidArgumentError} When a value is not valid.
   * @throws {HttpError} With status 619 when there is no data, or when the service rejects the request.
   */
  async snapshot(
    params: SnapshotParams = {},
    options: RequestOptions = {},
  ): Promise<SnapshotResult> {
    const scope = scopes.of(this);
    const body = checkSnapshotParams(params);
    const target = targetOf(scope, this.key);
    const response = snapshotStream(scope.client, { ...target, body, ...options });
    return withJob(await unwrap(response, isSuccessData), scope);
  }

  /**
   * Sets the profiles that the stream is converted to, from the next push on. An empty list ends the
   * conversion.
   *
   * @throws {InvalidArgumentError} When the profiles are not an array of names.
   * @throws {HttpError} When the service rejects the request: with status 612 when there is no such stream.
   */
  async setConverts(profiles: readonly string[], options: RequestOptions = {}): Promise<void> {
    const scope = scopes.of(this);
    const body = { converts: checkProfiles(profiles) };
    await unwrap(
      setStreamConverts(scope.client, { ...targetOf(scope, this.key), body, ...options }),
      reportsNoError,
    );
  }

  /**
   * Retrieves measurements of at most 24 hours. The service documents them, but no client of it uses them.
   *
   * @throws {InvalidArgumentError} When the interval is not valid, or is longer than 24 hours.
   * @throws {HttpError} When the service rejects the request: with status 612 when there is no such stream.
   */
  async stats(params: IntervalParams = {}, options: RequestOptions = {}): Promise<StreamStats[]> {
    const scope = scopes.of(this);
    const query = toIntervalQuery(checkStatsInterval(params));
    const target = targetOf(scope, this.key);
    const response = getStreamStats(scope.client, { ...target, query, ...options });
    return (await unwrap(response, hasItems)).items ?? [];
  }

  /**
   * Retrieves the current viewers by domain. The service documents them, but no client of it uses them.
   *
   * @throws {HttpError} When the service rejects the request.
   */
  async domainPlayStats(options: RequestOptions = {}): Promise<DomainPlayStats> {
    const { client, hub } = scopes.of(this);
    const query = { stream: this.key };
    return unwrap(getDomainPlayStats(client, { path: { hub }, query, ...options }), isSuccessData);
  }

  /**
   * Returns the RTMP URL that a broadcaster publishes to, signed with the keys of the hub by default.
   *
   * @param domain - Domain of the hub for publishing.
   * @throws {InvalidArgumentError} When the URL cannot be created: see the function `rtmpPublishUrl`.
   */
  rtmpPublishUrl(domain: string, options: PublishUrlOptions = {}): string {
    return rtmpPublishUrl(domain, this.hub, this.key, withDefaults(this, options));
  }

  /**
   * Returns the SRT URL that a broadcaster publishes to, signed with the keys of the hub by default.
   *
   * @param domain - Domain of the hub for publishing.
   * @throws {InvalidArgumentError} When the URL cannot be created: see the function `srtPublishUrl`.
   */
  srtPublishUrl(domain: string, options: PublishUrlOptions = {}): string {
    return srtPublishUrl(domain, this.hub, this.key, withDefaults(this, options));
  }

  /** Returns the URL that plays the stream over RTMP: see the function `rtmpPlayUrl`. */
  rtmpPlayUrl(domain: string, options: PlayUrlOptions = {}): string {
    return rtmpPlayUrl(domain, this.hub, this.key, options);
  }

  /** Returns the URL that plays the stream over HLS: see the function `hlsPlayUrl`. */
  hlsPlayUrl(domain: string, options: HttpPlayUrlOptions = {}): string {
    return hlsPlayUrl(domain, this.hub, this.key, options);
  }

  /** Returns the URL that plays the stream over HTTP-FLV: see the function `httpFlvPlayUrl`. */
  httpFlvPlayUrl(domain: string, options: HttpPlayUrlOptions = {}): string {
    return httpFlvPlayUrl(domain, this.hub, this.key, options);
  }

  /** Returns the URL of a picture of the live stream: see the function `snapshotPlayUrl`. */
  snapshotPlayUrl(domain: string, options: HttpPlayUrlOptions = {}): string {
    return snapshotPlayUrl(domain, this.hub, this.key, options);
  }
}

function withDefaults(stream: Stream, options: PublishUrlOptions): PublishUrlOptions {
  requireObject("options", options);
  const { credentials, now } = scopes.of(stream);
  return { ...options, credentials: options.credentials ?? credentials, now: options.now ?? now };
}

/** Returns a query without times that have no effect. */
function toIntervalQuery({ start, end }: IntervalParams): { start?: number; end?: number } {
  return { ...(start ? { start } : {}), ...(end ? { end } : {}) };
}

function hasItems(data: unknown): boolean {
  return isSuccessData(data) && Array.isArray((data as { items?: unknown }).items ?? []);
}

/**
 * Returns whether publishing to a stream is rejected at a time.
 *
 * @param info - Result of `stream.info()`.
 * @throws {InvalidArgumentError} When an argument is not valid.
 */
export function isStreamDisabled(
  info: Pick<StreamInfo, "disabledTill">,
  now: Date = new Date(),
): boolean {
  const { disabledTill = 0 } = requireObject("info", info);
  const till = Number(disabledTill);
  return till === -1 || till > toUnixSeconds(now);
}
