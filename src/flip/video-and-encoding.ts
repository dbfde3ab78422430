import {
  type CreateEncodingQuery,
  cancelEncoding,
  deleteEncoding,
  deleteVideo,
  deleteVideoSource,
  getEncoding,
  getVideo,
  getVideoMetadata,
  type ListEncodingsQuery,
  type ListVideoEncodingsQuery,
  type ListVideosQuery,
  retryEncoding,
} from "../../generated/flip/endpoints.ts";
import type { components } from "../../generated/flip/schema.ts";
import { requireText } from "../http/argument-checks.ts";
import { FlipPiliError } from "../http/errors.ts";
import { createHidden } from "../http/hidden.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap, unwrapDeletion, unwrapFields } from "../http/unwrap.ts";
import { hasId, targetOf, WireObject } from "../http/wire-object.ts";
import { Collection, type DeletedResult } from "./collection.ts";
import type { FlipClient } from "./create-flip-client.ts";
import {
  type CreateVideoEncodingParams,
  type EncodingData,
  videoEncodingRoutes,
} from "./encoding-routes.ts";
import { timeOf } from "./find-uploaded-video.ts";
import {
  encodingScreenshotUrls,
  encodingUrl,
  encodingUrls,
  type OutputUrlOptions,
  type StorageLocation,
  videoPreviewUrl,
  videoUrl,
} from "./output-urls.ts";
import type { Profile, Profiles } from "./profile.ts";
import type { CreateVideoOptions, CreateVideoParams, VideoData } from "./video-routes.ts";
import type { WaitOptions } from "./wait-options.ts";

// One file, because the two classes refer to each other.

const scopes = /* @__PURE__ */ createHidden<FactoryScope>();

/** Metadata that the service extracted from the file of a video. */
export type VideoMetadata = components["schemas"]["VideoMetadata"];

/** Videos of a factory. */
export type Videos = Collection<
  Video,
  VideoData,
  ListVideosQuery,
  CreateVideoParams,
  CreateVideoOptions
>;

/** Encodings of a video. `create()` adds the `video_id`. */
export class VideoEncodings extends Collection<
  Encoding,
  EncodingData,
  ListVideoEncodingsQuery,
  CreateVideoEncodingParams
> {
  /**
   * Finds the encoding with a profile. When several have it, the latest is returned.
   *
   * `find()` takes only ids: they are opaque, so that a name may look like one.
   *
   * @returns The encoding, or `undefined` when the video has none with this profile.
   * @throws {InvalidArgumentError} When the name is not a string, or empty.
   * @throws {HttpError} With status 404 when the video no longer exists.
   */
  async byProfile(name: string, options: RequestOptions = {}): Promise<Encoding | undefined> {
    const listed = await this.all({ profile_name: requireText("name", name) }, options);
    const found = listed.filter(({ details }) => details.profile_name === name);
    return found.reduce<Encoding | undefined>(laterOf, undefined);
  }
}

/** Returns the encoding that was created later. Among equals, the service lists the latest first. */
function laterOf(a: Encoding | undefined, b: Encoding): Encoding {
  if (a === undefined) return b;
  const isLater = timeOf(b.details) > (timeOf(a.details) || Number.NEGATIVE_INFINITY);
  return isLater ? b : a;
}

/** Options of `video.waitForEncodings()`. */
export interface VideoWaitOptions extends WaitOptions<Encoding> {
  /**
   * Milliseconds that encodings may take to appear once the video is imported. After that, the video has none, as
   * with `profiles: "none"`.
   *
   * @default 10000
   */
  graceMs?: number | undefined;
}

/** Fields of a video, all of which are properties of {@link Video}. */
export interface Video extends Readonly<VideoData> {}

/** Source file that was sent to the service. Its fields are read-only. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Video extends WireObject<VideoData> {
  /** @internal */
  constructor(scope: FactoryScope, data: VideoData) {
    super({ kind: "Video", isWritable: () => false }, data);
    scopes.set(this, scope);
  }

  /** Encodings of the video. `create()` adds the `video_id`. */
  get encodings(): VideoEncodings {
    const { client, toEncoding } = scopes.of(this);
    return new VideoEncodings(videoEncodingRoutes(client, this.details.id), toEncoding);
  }

  /**
   * URL of the source file in the bucket of the factory; `undefined` until the video is imported. The file exists
   * only if the factory stores source files (`upload_original_video`).
   */
  get url(): string | undefined {
    const { storage, urlOptions } = scopes.of(this);
    return videoUrl(this.details, storage(), urlOptions);
  }

  /** URL of the preview image in the bucket of the factory; `undefined` until the video is imported. */
  get previewUrl(): string | undefined {
    const { storage, urlOptions } = scopes.of(this);
    return videoPreviewUrl(this.details, storage(), urlOptions);
  }

  /**
   * Waits until no encoding of the video is in progress. Until the video is imported, its fields are updated.
   *
   * Temporary failures of the requests do not end the wait. A video without encodings resolves with an empty array
   * after `graceMs`.
   *
   * @returns All encodings of the video, all of which have succeeded.
   * @throws {InvalidArgumentError} When an option is not valid.
   * @throws {EncodingFailedError} When an encoding has failed, after all have ended; or when the import of the video
   *   has failed.
   * @throws {EncodingTimeoutError} When they have not ended after `timeoutMs`.
   * @throws {HttpError} With status 404 when the video no longer exists.
   */
  async waitForEncodings(options: VideoWaitOptions = {}): Promise<Encoding[]> {
    return scopes.of(this).waitForEncodings(this, options);
  }

  /**
   * Retrieves the metadata of the file: a flat object whose fields depend on the file.
   *
   * @throws {HttpError} With status 404 when the video no longer exists.
   */
  async metadata(options: RequestOptions = {}): Promise<VideoMetadata> {
    return unwrapFields(
      getVideoMetadata(scopes.of(this).client, { ...targetOf(this), ...options }),
    );
  }

  /**
   * Deletes the source file from storage. The video and its encodings are preserved.
   *
   * @throws {HttpError} When the service rejects the request.
   */
  async deleteSourceFile(options: RequestOptions = {}): Promise<DeletedResult> {
    return unwrapDeletion(
      deleteVideoSource(scopes.of(this).client, { ...targetOf(this), ...options }),
    );
  }

  /**
   * Deletes the video, its encodings and all their files.
   *
   * @throws {HttpError} With status 404 when the video no longer exists.
   */
  async delete(options: RequestOptions = {}): Promise<DeletedResult> {
    return unwrapDeletion(deleteVideo(scopes.of(this).client, { ...targetOf(this), ...options }));
  }

  /**
   * Retrieves the fields again.
   *
   * @throws {HttpError} With status 404 when the video no longer exists.
   */
  async reload(options: RequestOptions = {}): Promise<this> {
    const response = getVideo(scopes.of(this).client, { ...targetOf(this), ...options });
    this.adopt(await unwrap(response, hasId));
    return this;
  }
}

/** Encodings of a factory. */
export type Encodings = Collection<Encoding, EncodingData, ListEncodingsQuery, CreateEncodingQuery>;

/** Options of `encoding.done()`. */
export interface EncodingWaitOptions extends WaitOptions<Encoding> {}

/** Response to {@link Encoding.cancel}. */
export type CanceledResult = components["schemas"]["CanceledResult"];

/** Response to {@link Encoding.retry}. */
export type RetriedResult = components["schemas"]["RetriedResult"];

/** Fields of an encoding, all of which are properties of {@link Encoding}. */
export interface Encoding extends Readonly<EncodingData> {}

/** Video encoded with one profile. Its fields are read-only. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Encoding extends WireObject<EncodingData> {
  /** @internal */
  constructor(scope: FactoryScope, data: EncodingData) {
    super({ kind: "Encoding", isWritable: () => false }, data);
    scopes.set(this, scope);
  }

  /** URL of the main file in the bucket of the factory; `undefined` until the file exists. */
  get url(): string | undefined {
    const { storage, urlOptions } = scopes.of(this);
    return encodingUrl(this.details, storage(), urlOptions);
  }

  /** URLs of all files in the bucket of the factory; `undefined` until there are any. */
  get urls(): string[] | undefined {
    const { storage, urlOptions } = scopes.of(this);
    return encodingUrls(this.details, storage(), urlOptions);
  }

  /**
   * URLs of the screenshots in the bucket of the factory; `undefined` until the encoding has succeeded. Without the
   * field `screenshots` and without screenshots in `files`, they are the seven that most profiles create.
   */
  get screenshotUrls(): string[] | undefined {
    const { storage, urlOptions } = scopes.of(this);
    return encodingScreenshotUrls(this.details, storage(), urlOptions);
  }

  /**
   * Waits until the encoding has ended, and updates its fields with each response. Temporary failures of the requests
   * do not end the wait.
   *
   * @throws {InvalidArgumentError} When an option is not valid.
   * @throws {EncodingFailedError} When the encoding has failed.
   * @throws {EncodingTimeoutError} When it has not ended after `timeoutMs`.
   * @throws {HttpError} With status 404 when the encoding no longer exists.
   */
  async done(options: EncodingWaitOptions = {}): Promise<Encoding> {
    return scopes.of(this).waitForEncoding(this, options);
  }

  /**
   * Retrieves the source video.
   *
   * @throws {HttpError} With status 404 when the video no longer exists.
   */
  async video(options: RequestOptions = {}): Promise<Video> {
    return scopes.of(this).videos.find(requireField(this, "video_id"), options);
  }

  /**
   * Retrieves the profile of the encoding: by its id, or by its name when the encoding has no
   * profile id.
   *
   * @throws {HttpError} With status 404 when the profile no longer exists.
   */
  async profile(options: RequestOptions = {}): Promise<Profile> {
    const id = this.details.profile_id || requireField(this, "profile_name");
    return scopes.of(this).profiles.find(id, options);
  }

  /**
   * Starts a failed encoding again.
   *
   * @throws {HttpError} When the service rejects the request.
   */
  async retry(options: RequestOptions = {}): Promise<RetriedResult> {
    return unwrapFields(retryEncoding(scopes.of(this).client, { ...targetOf(this), ...options }));
  }

  /**
   * Stops the encoding.
   *
   * @throws {HttpError} When the service rejects the request.
   */
  async cancel(options: RequestOptions = {}): Promise<CanceledResult> {
    return unwrapFields(cancelEncoding(scopes.of(this).client, { ...targetOf(this), ...options }));
  }

  /**
   * Deletes the encoding and its files in storage.
   *
   * @throws {HttpError} With status 404 when the encoding no longer exists.
   */
  async delete(options: RequestOptions = {}): Promise<DeletedResult> {
    return unwrapDeletion(
      deleteEncoding(scopes.of(this).client, { ...targetOf(this), ...options }),
    );
  }

  /**
   * Retrieves the fields again.
   *
   * @throws {HttpError} With status 404 when the encoding no longer exists.
   */
  async reload(options: RequestOptions = {}): Promise<this> {
    const response = getEncoding(scopes.of(this).client, { ...targetOf(this), ...options });
    this.adopt(await unwrap(response, hasId));
    return this;
  }
}

function requireField(encoding: Encoding, field: "video_id" | "profile_name"): string {
  const value = encoding.details[field];
  if (typeof value === "string" && value !== "") return value;
  throw new FlipPiliError(`${encoding} has no ${field}`);
}

/** Client and collections that the objects of one factory share. */
export interface FactoryScope {
  readonly client: FlipClient;
  readonly videos: Videos;
  readonly encodings: Encodings;
  readonly profiles: Profiles;
  /** Creates an encoding from its fields. */
  readonly toEncoding: (data: EncodingData) => Encoding;
  /** Creates a video from its fields. */
  readonly toVideo: (data: VideoData) => Video;
  /** Returns where the files of the factory are stored, as of its last response. */
  readonly storage: () => StorageLocation;
  readonly urlOptions: OutputUrlOptions;
  readonly waitForEncodings: (video: Video, options: VideoWaitOptions) => Promise<Encoding[]>;
  readonly waitForEncoding: (encoding: Encoding, options: EncodingWaitOptions) => Promise<Encoding>;
}
