import type {
  CreateEncodingBody,
  CreateUploadSessionBody,
  CreateVideoBody,
  CreateWorkOrderBody,
} from "../../generated/flip-3.1/endpoints.ts";
import type { components } from "../../generated/flip-3.1/schema.ts";
import type { RequestOptions } from "../http/options.ts";
import type { ExtraFiles } from "../telestream/upload/extra-files.ts";
import type { SessionOptions } from "../telestream/upload/upload-options.ts";
import type { SendingOptions } from "../upload/session/upload-options.ts";
import type { FileInput } from "../upload/source/file-input.ts";

type Schemas = components["schemas"];

/** Fields of a video, as returned by the service. Durations are in seconds, bit rates in bit/s. */
export type VideoData = Schemas["Video"];

/** Fields of an encoding, as returned by the service. Durations are in seconds, bit rates in bit/s. */
export type EncodingData = Schemas["Encoding"];

/** Fields of a profile, as returned by the service. Bit rates are in bit/s. */
export type ProfileData = Schemas["Profile"];

/** Fields of a factory, as returned by the service. */
export type FactoryData = Schemas["Factory"];

/** Settings that control when and where a factory sends notifications. */
export type NotificationSettings = Schemas["NotificationSettings"];

/** Metadata that the service extracted from the file of a video. */
export type VideoMetadata = Schemas["VideoMetadata"];

/** Response to `encoding.cancel()` and `video.cancel()`. */
export type CanceledResult = Schemas["CanceledResult"];

/** Response to `encoding.retry()`. */
export type RetriedResult = Schemas["RetriedResult"];

/** Response to `factory.sync()`. */
export type SyncResult = Schemas["FactorySync"];

/** Parameters of a new encoding of a given video. */
export type CreateVideoEncodingParams = Omit<CreateEncodingBody, "video_id">;

/** Parameters of a new encoding with a given profile. */
export type CreateProfileEncodingParams = Omit<CreateEncodingBody, "profile_id" | "profile_name">;

/** Parameters of a new video. To send a file, use `factory.uploadSession()`. */
export interface CreateVideoParams extends Omit<CreateVideoBody, "profiles" | "pipeline"> {
  /** Public URL that the service downloads. */
  source_url: string;
  /**
   * Profiles to encode with: names or ids, separated by commas or in an array. `none` creates no encoding.
   *
   * @default all profiles of the factory
   */
  profiles?: string | readonly string[] | undefined;
  /** Pipeline of profiles: an object, or its JSON text. */
  pipeline?: string | Readonly<Record<string, unknown>> | undefined;
}

/** Parameters of the API that have options of their own. */
type OwnParameters =
  | "file_name"
  | "file_size"
  | "multi_chunk"
  | "profiles"
  | "use_all_profiles"
  | "extra_files";

/**
 * Options of a new session: those for sending, parameters of the video, and `headers`, `retries` and
 * `timeoutMs` of the call that creates the session.
 */
export interface UploadOptions
  extends SessionOptions,
    Omit<CreateUploadSessionBody, OwnParameters> {
  /**
   * Further files that are sent in the same session, by their tags: `{ subtitles: "english.srt" }`. Several files with
   * one tag are an array; the session numbers them, `subtitles.index-0`. They are sent after the main file. Only with
   * `multiChunk`, and not for streams.
   */
  extraFiles?: ExtraFiles | undefined;
}

/** Options of `factory.restoreUploadSession()`. */
export interface RestoreUploadOptions extends SendingOptions {
  /** The extra files that the session was created with. Required if there were any. */
  extraFiles?: ExtraFiles | undefined;
}

/** Options of `encoding.signedUrl()`. */
export interface SignedUrlOptions extends RequestOptions {
  /**
   * Seconds for which the URL is valid.
   *
   * @default chosen by the service
   */
  expires?: number | undefined;
}

/** Parameters of a new work order: a workflow, and either a URL or a file. */
export interface CreateWorkOrderParams extends Omit<CreateWorkOrderBody, "file"> {
  /** File to process: a path or `file:` URL (Node), a `Blob` or `File`, or bytes. It is streamed, whatever its size. */
  file?: FileInput | undefined;
  /**
   * Name of the file, without a folder. Only with `file`.
   *
   * @default the base name of the file; `file` for bytes
   */
  fileName?: string | undefined;
}
