import type {
  CopyProfileBody,
  CreateEncodingBody,
  CreateProfileBody,
  ListEncodingsQuery,
  ListProfileEncodingsQuery,
  ListProfilesQuery,
  ListQueuedVideosQuery,
  ListVideoEncodingsQuery,
  ListVideosQuery,
  UpdateEncodingBody,
  UpdateFactoryBody,
  UpdateNotificationsBody,
  UpdateProfileBody,
} from "../../generated/flip-3.1/endpoints.ts";
import { requireInteger, requireObject } from "../http/argument-checks.ts";
import type { Listing } from "../http/listing.ts";
import type { ListOptions, RequestOptions } from "../http/options.ts";
import { requireId } from "../http/wire/serialize.ts";
import { Collection, type Routes } from "../telestream/collection.ts";
import { EncodingObject } from "../telestream/encoding-object.ts";
import { requireOneProfile } from "../telestream/encoding-params.ts";
import type {
  EncodingRoutes as CommonEncodingRoutes,
  ProfileRoutes as CommonProfileRoutes,
  VideoRoutes as CommonVideoRoutes,
  FactoryScope,
  Generation,
} from "../telestream/generation.ts";
import { ProfileObject } from "../telestream/profile-object.ts";
import { routesOf, scopeOf } from "../telestream/scoped-object.ts";
import type { VideoEncodings as EncodingsOfVideo } from "../telestream/video-encodings.ts";
import { VideoObject } from "../telestream/video-object.ts";
import type {
  WaitOptions,
  VideoWaitOptions as WaitOptionsOfVideo,
} from "../telestream/wait/wait-options.ts";
import type {
  CanceledResult,
  CreateProfileEncodingParams,
  CreateVideoEncodingParams,
  CreateVideoParams,
  EncodingData,
  FactoryData,
  NotificationSettings,
  ProfileData,
  RetriedResult,
  SignedUrlOptions,
  UploadOptions,
  VideoData,
  VideoMetadata,
} from "./data.ts";

// One file, because the classes refer to each other.

/** Types of API 3.1. */
export interface FlipTypes extends Generation {
  readonly video: Video;
  readonly videoData: VideoData;
  readonly videos: Videos;
  readonly createVideo: CreateVideoParams;
  readonly createVideoOptions: RequestOptions;
  readonly listVideos: ListVideosQuery;
  readonly metadata: VideoMetadata;
  readonly encoding: Encoding;
  readonly encodingData: EncodingData;
  readonly encodings: Encodings;
  readonly createEncoding: CreateEncodingBody;
  readonly listEncodings: ListEncodingsQuery;
  readonly createVideoEncoding: CreateVideoEncodingParams;
  readonly listVideoEncodings: ListVideoEncodingsQuery;
  readonly canceled: CanceledResult;
  readonly retried: RetriedResult;
  readonly profile: Profile;
  readonly profileData: ProfileData;
  readonly profiles: Profiles;
  readonly createProfile: CreateProfileBody;
  readonly listProfiles: ListProfilesQuery;
  readonly updateProfile: UpdateProfileBody;
  readonly factoryData: FactoryData;
  readonly updateFactory: UpdateFactoryBody;
  readonly notificationSettings: NotificationSettings;
  readonly updateNotifications: UpdateNotificationsBody;
  readonly upload: UploadOptions;
}

/** Endpoints of videos, also those that only API 3.1 has. */
export interface VideoRoutes extends CommonVideoRoutes<FlipTypes> {
  readonly queued: Routes<VideoData, ListQueuedVideosQuery, never>["list"];
  resubmit(id: string, options: RequestOptions): Promise<void>;
  cancel(id: string, options: RequestOptions): Promise<CanceledResult>;
  signedUrl(id: string, options: RequestOptions): Promise<string>;
}

/** Endpoints of encodings, also those that only API 3.1 has. */
export interface EncodingRoutes extends CommonEncodingRoutes<FlipTypes> {
  count(options: RequestOptions): Promise<number>;
  update(
    id: string,
    changes: UpdateEncodingBody,
    options: RequestOptions,
  ): Promise<EncodingData | undefined>;
  signedUrl(id: string, options: SignedUrlOptions): Promise<string>;
  signedUrls(id: string, options: RequestOptions): Promise<string[]>;
}

/** Endpoints of profiles, also those that only API 3.1 has. */
export interface ProfileRoutes extends CommonProfileRoutes<FlipTypes> {
  copy(id: string, params: CopyProfileBody, options: RequestOptions): Promise<ProfileData>;
  /** Returns the endpoints of the encodings with one profile. */
  encodingsOf(
    id: string,
  ): Routes<EncodingData, ListProfileEncodingsQuery, CreateProfileEncodingParams>;
}

/** Scope of a factory, which can create that of another one. */
export interface FlipScope extends FactoryScope<FlipTypes> {
  readonly forFactory: (factoryId: string) => FlipScope;
}

/** Encodings of a video. `create()` adds the `video_id`. */
export type VideoEncodings = EncodingsOfVideo<FlipTypes>;

/** Encodings with a profile. `create()` adds the `profile_id`. */
export type ProfileEncodings = Collection<
  Encoding,
  EncodingData,
  ListProfileEncodingsQuery,
  CreateProfileEncodingParams
>;

/** Profiles of a factory. */
export type Profiles = Collection<Profile, ProfileData, ListProfilesQuery, CreateProfileBody>;

/** Options of `video.waitForEncodings()`. */
export interface VideoWaitOptions extends WaitOptionsOfVideo<Encoding> {}

/** Options of `encoding.done()`. */
export interface EncodingWaitOptions extends WaitOptions<Encoding> {}

/** Fields of a video, all of which are properties of {@link Video}. */
export interface Video extends Readonly<VideoData> {}

/** Source file that was sent to the service. Its fields are read-only. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Video extends VideoObject<FlipTypes> {
  /**
   * Stops the import of the video, and all its encodings.
   *
   * @throws {HttpError} With status 404 when the video no longer exists.
   */
  async cancel(options: RequestOptions = {}): Promise<CanceledResult> {
    return routesOf<VideoRoutes>(this).cancel(this.details.id, options);
  }

  /**
   * Retrieves a URL of the source file that contains an access token. Anyone who has it can read the file while it is
   * valid.
   *
   * @throws {HttpError} With status 404 when the video no longer exists.
   */
  async signedUrl(options: RequestOptions = {}): Promise<string> {
    return routesOf<VideoRoutes>(this).signedUrl(this.details.id, options);
  }
}

/** Fields of an encoding, all of which are properties of {@link Encoding}. */
export interface Encoding extends Readonly<EncodingData> {}

/** Video encoded with one profile. Its fields are read-only. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Encoding extends EncodingObject<FlipTypes> {
  /**
   * Encodes the video with another profile, and updates the fields from the response.
   *
   * @throws {InvalidArgumentError} When `changes` does not contain either `profile_id` or `profile_name`.
   * @throws {HttpError} With status 400 when the encoding is older than 30 days, 404 when it no longer exists.
   */
  async update(changes: UpdateEncodingBody, options: RequestOptions = {}): Promise<this> {
    requireOneProfile("changes", requireObject("changes", changes));
    const data = await routesOf<EncodingRoutes>(this).update(this.details.id, changes, options);
    // The other field is that of the previous profile.
    const { profile_id: _id, profile_name: _name, ...others } = this.details;
    const kept: EncodingData = others;
    this.adopt(data ?? Object.assign(kept, changes));
    return this;
  }

  /**
   * Retrieves a URL of the main file that contains an access token. Anyone who has it can read the file while it is
   * valid.
   *
   * @throws {InvalidArgumentError} When `expires` is not a positive integer.
   * @throws {HttpError} With status 404 when the encoding no longer exists.
   */
  async signedUrl(options: SignedUrlOptions = {}): Promise<string> {
    const { expires } = requireObject("options", options);
    if (expires !== undefined) requireInteger("expires", expires, 1, 2 ** 31 - 1);
    return routesOf<EncodingRoutes>(this).signedUrl(this.details.id, options);
  }

  /**
   * Retrieves a URL of each file, with an access token as in {@link Encoding.signedUrl}.
   *
   * @throws {HttpError} With status 404 when the encoding no longer exists.
   */
  async signedUrls(options: RequestOptions = {}): Promise<string[]> {
    return routesOf<EncodingRoutes>(this).signedUrls(this.details.id, options);
  }
}

/** Fields that can be assigned but are never returned. */
type WriteOnlyFields = Omit<UpdateProfileBody, keyof ProfileData>;

/** Fields of a profile, all of which are properties of {@link Profile}. */
export interface Profile extends ProfileData, WriteOnlyFields {}

/** Settings for encodings. Assign to its fields, then call {@link Profile.save}. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Profile extends ProfileObject<FlipTypes> {
  /** Encodings with the profile. `create()` adds the `profile_id`. */
  get encodings(): ProfileEncodings {
    const { toEncoding } = scopeOf<FlipTypes>(this);
    return new Collection(routesOf<ProfileRoutes>(this).encodingsOf(this.details.id), toEncoding);
  }

  /**
   * Copies the profile to a factory of the account.
   *
   * @returns The copy. It belongs to the other factory: `save()` and the other methods change it there.
   * @throws {InvalidArgumentError} When the id of the factory or the name of the copy is missing.
   * @throws {HttpError} With status 404 when the profile or the factory does not exist.
   */
  async copy(params: CopyProfileBody, options: RequestOptions = {}): Promise<Profile> {
    const { dest_factory_id } = requireObject("params", params);
    const data = await routesOf<ProfileRoutes>(this).copy(this.details.id, params, options);
    const { forFactory } = scopeOf<FlipTypes>(this) as FlipScope;
    return new Profile(forFactory(dest_factory_id), data);
  }
}

/** Videos of a factory. */
export class Videos extends Collection<
  Video,
  VideoData,
  ListVideosQuery,
  CreateVideoParams,
  RequestOptions
> {
  readonly #routes: VideoRoutes;
  readonly #toModel: (data: VideoData) => Video;

  /** @internal */
  constructor(routes: VideoRoutes, toModel: (data: VideoData) => Video) {
    super(routes, toModel);
    this.#routes = routes;
    this.#toModel = toModel;
  }

  /**
   * Lists the videos that wait for encoding, like {@link Videos.all}.
   *
   * @throws {InvalidArgumentError} When `page`, `per_page` (1 to 100) or `maxItems` is not valid.
   * @throws {HttpError} When the service rejects the request. Thrown on awaiting or iterating.
   */
  queued(query?: ListQueuedVideosQuery, options: ListOptions = {}): Listing<Video> {
    const routes = { ...this.#routes, list: this.#routes.queued };
    return new Collection(routes, this.#toModel).all(query, options);
  }

  /**
   * Encodes a video again that has been imported.
   *
   * @throws {InvalidArgumentError} When the id is not valid.
   * @throws {HttpError} With status 400 when the video does not have the status `success`, 404 when no video has this id.
   */
  async resubmit(id: string, options: RequestOptions = {}): Promise<void> {
    await this.#routes.resubmit(requireId("id", id), options);
  }
}

/** Encodings of a factory. */
export class Encodings extends Collection<
  Encoding,
  EncodingData,
  ListEncodingsQuery,
  CreateEncodingBody
> {
  readonly #routes: EncodingRoutes;

  /** @internal */
  constructor(routes: EncodingRoutes, toModel: (data: EncodingData) => Encoding) {
    super(routes, toModel);
    this.#routes = routes;
  }

  /**
   * Counts all encodings of the factory.
   *
   * @throws {HttpError} When the service rejects the request.
   */
  async count(options: RequestOptions = {}): Promise<number> {
    return this.#routes.count(options);
  }
}
