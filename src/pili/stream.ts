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
import type { RequestOptions } from "../http/options.ts";
import { unwrap } from "../http/unwrap.ts";
import { hasId, WireObject } from "../http/wire-object.ts";
import type { Credentials } from "../qiniu/credentials.ts";
import { requireInterval } from "../qiniu/unix-seconds.ts";
import { type JobHandle, type JobService, withJob } from "./job.ts";
import { isSegmentList, isSuccessData } from "./response-checks.ts";
import {
  checkSaveAs,
  checkSegments,
  checkSnapshot,
  checkUpdate,
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
import { nextNonce, type RtmpPublishUrlOptions, rtmpPublishUrl } from "./urls/rtmp-publish-url.ts";
import type { StreamData } from "./urls/stream-data.ts";

/** Who is pushing to a stream, and how fast. */
export type StreamStatus = components["schemas"]["StreamStatus"];

/** One push, from connect to disconnect, in Unix seconds. */
export type Segment = components["schemas"]["Segment"];

/** What `saveAs()` has stored, and the job that converts it. */
export type SaveAsResult = Readonly<components["schemas"]["SaveAsResult"]> & JobHandle;

/** Where `snapshot()` stores the picture, and the job that makes it. */
export type SnapshotResult = Readonly<components["schemas"]["SnapshotResult"]> & JobHandle;

/** The fields of a stream as properties: {@link Stream} has them all. */
export interface Stream extends Readonly<StreamData> {}

/**
 * A stream of a hub. Its fields cannot be assigned: see {@link Stream.update}.
 *
 * `toJSON()` holds all of them, `publishKey` too; printing shows the id alone.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Stream extends WireObject<StreamData> {
  readonly #scope: HubScope;

  /** @internal */
  constructor(scope: HubScope, data: StreamData) {
    super({ kind: "Stream", isWritable: () => false }, data);
    this.#scope = scope;
  }

  /**
   * Retrieves the fields again.
   *
   * @throws {HttpError} With status 404 when the stream is gone.
   */
  async refresh(options: RequestOptions = {}): Promise<Stream> {
    const answer = getStream(this.#scope.client, { ...this.#target(), ...options });
    this.adopt(await unwrap(answer, hasId));
    return this;
  }

  /**
   * Changes what is given, and takes over the answer.
   *
   * @throws {InvalidArgumentError} When there is nothing to change, or a value cannot be used.
   * @throws {HttpError} When the service refuses.
   */
  async update(changes: UpdateStreamBody, options: RequestOptions = {}): Promise<Stream> {
    const body = checkUpdate(changes);
    const answer = updateStream(this.#scope.client, { ...this.#target(), body, ...options });
    this.adopt(await unwrap(answer, hasId));
    return this;
  }

  /** Refuses publishing from now on. */
  disable(options: RequestOptions = {}): Promise<Stream> {
    return this.update({ disabled: true }, options);
  }

  /** Allows publishing again. */
  enable(options: RequestOptions = {}): Promise<Stream> {
    return this.update({ disabled: false }, options);
  }

  /**
   * Deletes the stream.
   *
   * @throws {HttpError} When the service refuses.
   */
  async delete(options: RequestOptions = {}): Promise<void> {
    await unwrap(deleteStream(this.#scope.client, { ...this.#target(), ...options }));
  }

  /**
   * Asks who is pushing to the stream.
   *
   * @throws {HttpError} When the service refuses.
   */
  async status(options: RequestOptions = {}): Promise<StreamStatus> {
    const answer = getStreamStatus(this.#scope.client, { ...this.#target(), ...options });
    return unwrap(answer, isSuccessData);
  }

  /**
   * Lists what was recorded: all of it, or what lies between `start` and `end`.
   *
   * @throws {InvalidArgumentError} When only one end is given, or a value cannot be used.
   * @throws {HttpError} When the service refuses.
   */
  async segments(params: SegmentsParams = {}, options: RequestOptions = {}): Promise<Segment[]> {
    const query = checkSegments(params);
    const answer = getStreamSegments(this.#scope.client, { ...this.#target(), query, ...options });
    return (await unwrap(answer, isSegmentList)).segments ?? [];
  }

  /**
   * Stores the recording of an interval as a playlist and, with `format`, starts a job that converts
   * it to a file.
   *
   * @throws {InvalidArgumentError} When a value cannot be used.
   * @throws {HttpError} When the service refuses; with status 619 when nothing was recorded.
   */
  async saveAs(params: SaveAsParams, options: RequestOptions = {}): Promise<SaveAsResult> {
    const body = checkSaveAs(params);
    const answer = saveStreamAs(this.#scope.client, { ...this.#target(), body, ...options });
    return withJob(await unwrap(answer, isSuccessData), this.#scope);
  }

  /**
   * Starts a job that makes a picture of the stream: of now, or of a time that was recorded.
   *
   * @throws {InvalidArgumentError} When a value cannot be used.
   * @throws {HttpError} When the service refuses.
   */
  async snapshot(params: SnapshotParams, options: RequestOptions = {}): Promise<SnapshotResult> {
    const body = checkSnapshot(params);
    const answer = snapshotStream(this.#scope.client, { ...this.#target(), body, ...options });
    return withJob(await unwrap(answer, isSuccessData), this.#scope);
  }

  /**
   * Stores the recording of an interval as a playlist with a name of its own: the newer form of
   * {@link Stream.hlsPlaybackUrls}. Every call stores another one.
   *
   * @param interval - Unix seconds.
   * @throws {InvalidArgumentError} When the interval cannot be used.
   * @throws {HttpError} When the service refuses; with status 619 when nothing was recorded.
   */
  async savePlayback(
    interval: { start: number; end: number },
    options: RequestOptions = {},
  ): Promise<SaveAsResult> {
    const { start, end } = requireObject("interval", interval);
    requireInterval(start, end);
    const name = String(nextNonce(`playback ${this.id}`, this.#scope.now()));
    return this.saveAs({ name, start, end }, options);
  }

  /**
   * The RTMP URL that a broadcaster publishes to. With `dynamic` security it can be used once.
   *
   * @throws {InvalidArgumentError} As the function `rtmpPublishUrl`.
   */
  rtmpPublishUrl(options: RtmpPublishUrlOptions = {}): string {
    const { credentials = this.#scope.credentials, now = this.#scope.now } = options;
    return rtmpPublishUrl(this.details, { ...options, credentials, now });
  }

  /** URLs to play the stream over RTMP. @throws {InvalidArgumentError} When it has no host for it. */
  rtmpLiveUrls(): UrlsByProfile {
    return rtmpLiveUrls(this.details);
  }

  /** URLs to play the stream over HLS. @throws {InvalidArgumentError} When it has no host for it. */
  hlsLiveUrls(): UrlsByProfile {
    return hlsLiveUrls(this.details);
  }

  /** URLs to play the stream over HTTP-FLV. @throws {InvalidArgumentError} When it has no host for it. */
  httpFlvLiveUrls(): UrlsByProfile {
    return httpFlvLiveUrls(this.details);
  }

  /**
   * URLs to play the recording of an interval over HLS. Nothing is sent.
   *
   * @throws {InvalidArgumentError} As the function `hlsPlaybackUrls`.
   */
  hlsPlaybackUrls(start: number, end: number): UrlsByProfile {
    return hlsPlaybackUrls(this.details, start, end);
  }

  /** URL of a picture of the live stream. @throws {InvalidArgumentError} When it has no host for it. */
  snapshotUrl(): string {
    return snapshotUrl(this.details);
  }

  #target(): { path: { id: string } } {
    return { path: { id: this.details.id } };
  }
}

/** What the streams of one hub share. */
export interface HubScope extends JobService {
  readonly credentials: Credentials;
  readonly now: () => Date;
}
