import type {
  CreateEncodingQuery,
  CreateProfileQuery,
  CreateUploadSessionQuery,
  CreateVideoQuery,
  ListEncodingsQuery,
  ListProfilesQuery,
  ListVideoEncodingsQuery,
  ListVideosQuery,
  UpdateFactoryQuery,
  UpdateNotificationsQuery,
  UpdateProfileQuery,
} from "../../generated/flip/endpoints.ts";
import type { components } from "../../generated/flip/schema.ts";
import type { RequestOptions } from "../http/options.ts";
import type { Collection } from "../telestream/collection.ts";
import { EncodingObject } from "../telestream/encoding-object.ts";
import type { Generation } from "../telestream/generation.ts";
import { ProfileObject } from "../telestream/profile-object.ts";
import type { SendProgress } from "../telestream/send-file.ts";
import type { SessionOptions } from "../telestream/upload/upload-options.ts";
import type { VideoEncodings as EncodingsOfVideo } from "../telestream/video-encodings.ts";
import { VideoObject } from "../telestream/video-object.ts";
import type {
  WaitOptions,
  VideoWaitOptions as WaitOptionsOfVideo,
} from "../telestream/wait/wait-options.ts";
import type { FileInput } from "../upload/source/file-input.ts";

// One file, because the classes refer to each other.

/** Types of API 3.0. */
export interface FlipTypes extends Generation {
  readonly video: Video;
  readonly videoData: VideoData;
  readonly videos: Videos;
  readonly createVideo: CreateVideoParams;
  readonly createVideoOptions: CreateVideoOptions;
  readonly listVideos: ListVideosQuery;
  readonly metadata: VideoMetadata;
  readonly encoding: Encoding;
  readonly encodingData: EncodingData;
  readonly encodings: Encodings;
  readonly createEncoding: CreateEncodingQuery;
  readonly listEncodings: ListEncodingsQuery;
  readonly createVideoEncoding: CreateVideoEncodingParams;
  readonly listVideoEncodings: ListVideoEncodingsQuery;
  readonly canceled: CanceledResult;
  readonly retried: RetriedResult;
  readonly profile: Profile;
  readonly profileData: ProfileData;
  readonly profiles: Profiles;
  readonly createProfile: CreateProfileQuery;
  readonly listProfiles: ListProfilesQuery;
  readonly updateProfile: UpdateProfileQuery;
  readonly factoryData: FactoryData;
  readonly updateFactory: UpdateFactoryQuery;
  readonly notificationSettings: NotificationSettings;
  readonly updateNotifications: UpdateNotificationsQuery;
  readonly upload: UploadOptions;
}

/** Fields of a video, as returned by the service. */
export type VideoData = components["schemas"]["Video"];

/** Fields of an encoding, as returned by the service. */
export type EncodingData = components["schemas"]["Encoding"];

/** Fields of a profile, as returned by the service. */
export type ProfileData = components["schemas"]["Profile"];

/** Fields of a factory, as returned by the service. */
export type FactoryData = components["schemas"]["Factory"];

/** Settings that control when and where a factory sends notifications. */
export type NotificationSettings = components["schemas"]["NotificationSettings"];

/** Metadata that the service extracted from the file of a video. */
export type VideoMetadata = components["schemas"]["VideoMetadata"];

/** Response to {@link Encoding.cancel}. */
export type CanceledResult = components["schemas"]["CanceledResult"];

/** Response to {@link Encoding.retry}. */
export type RetriedResult = components["schemas"]["RetriedResult"];

/** Parameters of a new encoding of a given video. */
export type CreateVideoEncodingParams = Omit<CreateEncodingQuery, "video_id">;

/** Parameters of a new video: those of the API, or a file instead of `source_url`. */
export interface CreateVideoParams extends CreateVideoQuery {
  /**
   * Video file, sent in the same request: a path or `file:` URL (Node), a `Blob` or `File`, or bytes.
   * It is streamed, whatever its size.
   */
  file?: FileInput | undefined;
  /**
   * Name of the file, without a folder, that the service stores as `original_filename`. Only with `file`.
   *
   * @default the base name of the file; `file` for bytes
   */
  fileName?: string | undefined;
}

/** Options of `videos.create()`. */
export interface CreateVideoOptions extends RequestOptions {
  /**
   * Called as the file is sent: after each chunk in Node, and once at the end in browsers, which do
   * not report progress. Errors that it throws are ignored.
   */
  onProgress?: ((progress: SendProgress) => void) | undefined;
}

/**
 * Options of a new session: those for sending, parameters of the video, and `headers`, `retries` and
 * `timeoutMs` of the call that creates the session.
 */
export interface UploadOptions
  extends SessionOptions,
    Omit<
      CreateUploadSessionQuery,
      "file_name" | "file_size" | "multi_chunk" | "profiles" | "use_all_profiles"
    > {}

/** Videos of a factory. */
export type Videos = Collection<
  Video,
  VideoData,
  ListVideosQuery,
  CreateVideoParams,
  CreateVideoOptions
>;

/** Encodings of a factory. */
export type Encodings = Collection<Encoding, EncodingData, ListEncodingsQuery, CreateEncodingQuery>;

/** Encodings of a video. `create()` adds the `video_id`. */
export type VideoEncodings = EncodingsOfVideo<FlipTypes>;

/** Profiles of a factory. */
export type Profiles = Collection<Profile, ProfileData, ListProfilesQuery, CreateProfileQuery>;

/** Options of `video.waitForEncodings()`. */
export interface VideoWaitOptions extends WaitOptionsOfVideo<Encoding> {}

/** Options of `encoding.done()`. */
export interface EncodingWaitOptions extends WaitOptions<Encoding> {}

/** Fields of a video, all of which are properties of {@link Video}. */
export interface Video extends Readonly<VideoData> {}

/** Source file that was sent to the service. Its fields are read-only. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Video extends VideoObject<FlipTypes> {}

/** Fields of an encoding, all of which are properties of {@link Encoding}. */
export interface Encoding extends Readonly<EncodingData> {}

/** Video encoded with one profile. Its fields are read-only. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Encoding extends EncodingObject<FlipTypes> {}

/** Fields that can be assigned but are never returned. */
type WriteOnlyFields = Omit<UpdateProfileQuery, keyof ProfileData>;

/** Fields of a profile, all of which are properties of {@link Profile}. */
export interface Profile extends ProfileData, WriteOnlyFields {}

/** Settings for encodings. Assign to its fields, then call {@link Profile.save}. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Profile extends ProfileObject<FlipTypes> {}
