import type { EncodingData, FactoryData, ProfileData, VideoData } from "../../../flip/index.ts";

/** Fields of a factory that both generations have. */
export type FactoryRecord = Pick<FactoryData, "id" | "name" | "url" | "created_at" | "updated_at">;

/** Fields that describe the media in a file. */
type MediaField =
  | "extname"
  | "mime_type"
  | "file_size"
  | "duration"
  | "width"
  | "height"
  | "fps"
  | "video_codec"
  | "video_bitrate"
  | "audio_codec"
  | "audio_bitrate"
  | "audio_channels"
  | "audio_sample_rate";

/** Fields that every job has, besides its status. */
type JobField = "id" | "path" | "error_class" | "error_message" | "created_at" | "updated_at";

/** Fields of a video that both generations have. */
export type VideoRecord = Pick<
  VideoData,
  JobField | MediaField | "status" | "original_filename" | "source_url" | "path_format" | "payload"
>;

/** Fields of an encoding that both generations have. */
export type EncodingRecord = Pick<
  EncodingData,
  | JobField
  | MediaField
  | "video_id"
  | "profile_id"
  | "profile_name"
  | "encoding_progress"
  | "encoding_time"
  | "started_encoding_at"
  | "files"
  | "screenshots"
> & {
  /** The generations differ in the values that they document. */
  readonly status?: string;
};

/** Fields of a profile that both generations have and that the mock evaluates. */
export type ProfileRecord = Pick<
  ProfileData,
  | "id"
  | "name"
  | "title"
  | "preset_name"
  | "extname"
  | "width"
  | "height"
  | "fps"
  | "video_bitrate"
  | "audio_bitrate"
  | "audio_channels"
  | "audio_sample_rate"
  | "frame_count"
  | "variants"
  | "created_at"
  | "updated_at"
>;

/** Fields of the notification settings that both generations have. */
export interface NotificationRecord {
  readonly url?: string | null | undefined;
  readonly delay?: number | null | undefined;
  readonly send_video_payload?: boolean | null | undefined;
  /** Whether each event is reported. */
  readonly events?: Readonly<Record<string, boolean | null | undefined>> | null | undefined;
}
