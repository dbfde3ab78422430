import {
  deleteStream,
  getStream,
  getStreamSegments,
  getStreamStatus,
  saveStreamAs,
  snapshotStream,
  type UpdateStreamBody,
  updateStream,
} from "../../generated/pili/endpoints.ts";
import type { components } from "../../generated/pili/schema.ts";
import { requireObject } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { createHidden } from "../http/hidden.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap, unwrapDeletion, unwrapUpdate } from "../http/unwrap.ts";
import { hasId, targetOf, WireObject } from "../http/wire-object.ts";
import type { Credentials } from "../qiniu/credentials.ts";
import { isSuccessData } from "../qiniu/is-success-data.ts";
import { nextNonce } from "../qiniu/publish-nonce.ts";
import { requireInterval } from "../qiniu/unix-seconds.ts";
import { type JobHandle, type JobService, withJob } from "./job.ts";
import { isSegmentList } from "./response-checks.ts";
import {
  checkChanges,
  checkSaveAsParams,
  checkSegmentsParams,
  checkSnapshotParams,
  type SaveAsParams,
  type SegmentsParams,
  type SnapshotParams,
} from "./stream-params.ts";
import {
  hlsLiveUrls,
  hlsPlaybackUrls,
  httpFlvLiveUrls,
  rtmpLiveUrls,
  snapshotUrl,
  type UrlsByProfile,
} from "./urls/play-urls.ts";
import { type RtmpPublishUrlOptions, rtmpPublishUrl } from "./urls/rtmp-publish-url.ts";
import type { StreamData } from "./urls/stream-data.ts";

/** Status of a stream: the address of the publisher, and the rates. */
export type StreamStatus = components["schemas"]["StreamStatus"];

/** Recorded push, from connect to disconnect, in Unix seconds. */
export type Segment = components["schemas"]["Segment"];

/** Result of `saveAs()`: the stored playlist, and the job that converts it. */
export type SaveAsResult = Readonly<components["schemas"]["SaveAsResult"]> & JobHandle;

/** Result of `snapshot()`: the URL of the picture, and the job that creates it. */
export type SnapshotResult = Readonly<components["schemas"]["SnapshotResult"]> & JobHandle;

/** Fields of a stream, all of which are properties of {@link Stream}. */
export interface Stream extends Readonly<StreamData> {}

const scopes = /* @__PURE__ */ createHidden<HubScope>();

/**
 * Stream of a hub. Its fields are read-only: change them with {@link Stream.update}.
 *
 * `toJSON()` returns all fields, including `publishKey`. `console.log` shows only the id.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Stream extends WireObject<StreamData> {
  /** @internal */
  constructor(scope: HubScope, data: StreamData) {
    super({ kind: "Stream", isWritable: () => false }, data);
    scopes.set(this, scope);
  }

  /**
   * Retrieves the fields again.
   *
   * @throws {HttpError} With status 404 when the stream no longer exists.
   */
  async refresh(options: RequestOptions = {}): Promise<Stream> {
    const response = getStream(scopes.of(this).client, { ...targetOf(this), ...options });
    this.adopt(await unwrap(response, hasId));
    return this;
  }

  /**
   * Updates the given fields, and all fields of this object from the response.
   *
   * @throws {InvalidArgumentError} When no change is given, or a value is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  async update(changes: UpdateStreamBody, options: RequestOptions = {}): Promise<Stream> {
    const body = checkChanges(changes);
    const response = updateStream(scopes.of(this).client, { ...targetOf(this), body, ...options });
    this.adopt((await unwrapUpdate(response)) ?? Object.assign({ ...this.details }, body));
    return this;
  }

  /** Disables publishing. */
  disable(options: RequestOptions = {}): Promise<Stream> {
    return this.update({ disabled: true }, options);
  }

  /** Enables publishing. */
  enable(options: RequestOptions = {}): Promise<Stream> {
    return this.update({ disabled: false }, options);
  }

  /**
   * Deletes the stream.
   *
   * @throws {HttpError} When the service rejects the request.
   */
  async delete(options: RequestOptions = {}): Promise<void> {
    await unwrapDeletion(deleteStream(scopes.of(this).client, { ...targetOf(this), ...options }));
  }

  /**
   * Retrieves the current status of the stream.
   *
   * @throws {HttpError} When the service rejects the request.
   */
  async status(options: RequestOptions = {}): Promise<StreamStatus> {
    const response = getStreamStatus(scopes.of(this).client, { ...targetOf(this), ...options });
    return unwrap(response, isSuccessData);
  }

  /**
   * Lists the recorded segments: all of them, or those between `start` and `end`.
   *
   * @throws {InvalidArgumentError} When only one of `start` and `end` is given, or a value is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  async segments(params: SegmentsParams = {}, options: RequestOptions = {}): Promise<Segment[]> {
    const query = checkSegmentsParams(params);
    const response = getStreamSegments(scopes.of(this).client, {
      ...targetOf(this),
      query,
      ...options,
    });
    return (await unwrap(response, isSegmentList)).segments ?? [];
  }

  /**
   * Stores the recording of an interval as a playlist. With `format`, also starts a job that converts
   * the recording to a file.
   *
   * @throws {InvalidArgumentError} When a value is not valid.
   * @throws {HttpError} With status 619 when nothing was recorded, or when the service rejects the
   *   request.
   */
  async saveAs(params: SaveAsParams, options: RequestOptions = {}): Promise<SaveAsResult> {
    const body = checkSaveAsParams(params);
    const response = saveStreamAs(scopes.of(this).client, { ...targetOf(this), body, ...options });
    return withJob(await unwrap(response, isSuccessData), scopes.of(this));
  }

  /**
   * Starts a job that creates a picture of the stream, live or at a recorded time.
   *
   * @throws {InvalidArgumentError} When a value is not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  async snapshot(params: SnapshotParams, options: RequestOptions = {}): Promise<SnapshotResult> {
    const body = checkSnapshotParams(params);
    const response = snapshotStream(scopes.of(this).client, {
      ...targetOf(this),
      body,
      ...options,
    });
    return withJob(await unwrap(response, isSuccessData), scopes.of(this));
  }

  /**
   * Stores the recording of an interval as a playlist with a generated name: the newer form of
   * {@link Stream.hlsPlaybackUrls}. Every call stores another playlist.
   *
   * @param interval - Start and end in Unix seconds.
   * @throws {InvalidArgumentError} When the interval is not valid.
   * @throws {HttpError} With status 619 when nothing was recorded, or when the service rejects the
   *   request.
   */
  async savePlayback(
    interval: { start: number; end: number },
    options: RequestOptions = {},
  ): Promise<SaveAsResult> {
    const { start, end } = requireObject("interval", interval);
    requireInterval(start, end);
    const name = String(nextNonce(`playback ${this.id}`, scopes.of(this).now()));
    return this.saveAs({ name, start, end }, options);
  }

  /**
   * Returns the RTMP URL that a broadcaster publishes to. With `dynamic` security it is valid once.
   *
   * @throws {InvalidArgumentError} When the URL cannot be created: see the function `rtmpPublishUrl`.
   */
  rtmpPublishUrl(options: RtmpPublishUrlOptions = {}): string {
    const { credentials = scopes.of(this).credentials, now = scopes.of(this).now } = options;
    return rtmpPublishUrl(fetchedDetails(this), { ...options, credentials, now });
  }

  /**
   * Returns the URLs that play the stream over RTMP.
   *
   * @throws {InvalidArgumentError} When the stream has no host for it.
   */
  rtmpLiveUrls(): UrlsByProfile {
    return rtmpLiveUrls(fetchedDetails(this));
  }

  /**
   * Returns the URLs that play the stream over HLS.
   *
   * @throws {InvalidArgumentError} When the stream has no host for it.
   */
  hlsLiveUrls(): UrlsByProfile {
    return hlsLiveUrls(fetchedDetails(this));
  }

  /**
   * Returns the URLs that play the stream over HTTP-FLV.
   *
   * @throws {InvalidArgumentError} When the stream has no host for it.
   */
  httpFlvLiveUrls(): UrlsByProfile {
    return httpFlvLiveUrls(fetchedDetails(this));
  }

  /**
   * Returns the URLs that play the recording of an interval over HLS. Sends no request.
   *
   * @param start - Start in Unix seconds.
   * @param end - End in Unix seconds, not before `start`.
   * @throws {InvalidArgumentError} When the interval is not valid, or the stream has no host for it.
   */
  hlsPlaybackUrls(start: number, end: number): UrlsByProfile {
    return hlsPlaybackUrls(fetchedDetails(this), start, end);
  }

  /**
   * Returns the URL of a picture of the live stream.
   *
   * @throws {InvalidArgumentError} When the stream has no host for it.
   */
  snapshotUrl(): string {
    return snapshotUrl(fetchedDetails(this));
  }
}

/**
 * Returns the fields of a stream, for a URL.
 *
 * @throws {InvalidArgumentError} When only its id is known.
 */
function fetchedDetails({ details }: Stream): Readonly<StreamData> {
  if (Object.keys(details).some((key) => !idFields.has(key))) return details;
  throw new InvalidArgumentError("stream", "must have its fields for a URL: call refresh() first");
}

/** Fields that the id of a stream contains. */
const idFields: ReadonlySet<string> = new Set(["id", "hub", "title"]);

/** Client, credentials and clock that the streams of one hub share. */
export interface HubScope extends JobService {
  readonly credentials: Credentials;
  readonly now: () => Date;
}
