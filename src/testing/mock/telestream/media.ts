import type { VideoMetadata } from "../../../flip/index.ts";
import type { EncodingRecord, ProfileRecord, VideoRecord } from "./records.ts";

/** Units of durations and bit rates. */
export interface Units {
  /** Milliseconds in one unit of a duration. */
  readonly durationMs: number;
  /** Bits per second in one unit of a bit rate. */
  readonly bitsPerSecond: number;
}

interface Format {
  readonly mime_type: string;
  readonly video_codec: string | null;
  readonly audio_codec: string | null;
}

const mp4 = { mime_type: "video/mp4", video_codec: "h264", audio_codec: "aac" };

const formats: Readonly<Record<string, Format>> = {
  ".mp4": mp4,
  ".ts": { ...mp4, mime_type: "video/mp2t" },
  ".mov": { ...mp4, mime_type: "video/quicktime" },
  ".webm": { mime_type: "video/webm", video_codec: "vp8", audio_codec: "vorbis" },
  ".ogg": { mime_type: "video/ogg", video_codec: "theora", audio_codec: "vorbis" },
  ".mp3": { mime_type: "audio/mpeg", video_codec: null, audio_codec: "mp3" },
  ".aac": { mime_type: "audio/aac", video_codec: null, audio_codec: "aac" },
  ".jpg": { mime_type: "image/jpeg", video_codec: "mjpeg", audio_codec: null },
};

/** Metadata of every video, regardless of its bytes. */
const sample = {
  file_size: 805_301,
  width: 300,
  height: 240,
  fps: 29.97,
  audio_channels: 2,
  audio_sample_rate: 44_100,
} as const;

/** Metadata of every video that depend on the units. */
function measureSample({ durationMs, bitsPerSecond }: Units) {
  return {
    duration: 14_014 / durationMs,
    video_bitrate: 344_000 / bitsPerSecond,
    audio_bitrate: 112_000 / bitsPerSecond,
  };
}

/** Returns the fields that are read from the source of a video. */
export function describeSource(
  { extname, file_size }: VideoRecord,
  units: Units,
): Partial<VideoRecord> {
  return {
    ...sample,
    ...measureSample(units),
    ...formatOf(extname),
    file_size: file_size ?? sample.file_size,
  };
}

/** Returns the fields of the file that an encoding has created. */
export function describeOutput(
  video: VideoRecord,
  profile: ProfileRecord,
  units: Units,
): Partial<EncodingRecord> {
  const { durationMs, bitsPerSecond } = units;
  const measured = measureSample(units);
  const { duration = null, fps = null } = video;
  const seconds = ((duration ?? measured.duration) * durationMs) / 1000;
  const { width = sample.width, height = sample.height } = profile;
  const video_bitrate = profile.video_bitrate ?? measured.video_bitrate;
  const audio_bitrate = profile.audio_bitrate ?? measured.audio_bitrate;
  return {
    ...formatOf(withDot(profile.extname)),
    width,
    height,
    duration,
    video_bitrate,
    audio_bitrate,
    file_size: Math.round(((video_bitrate + audio_bitrate) * bitsPerSecond * seconds) / 8),
    fps: profile.fps ?? fps,
    audio_channels: profile.audio_channels ?? sample.audio_channels,
    audio_sample_rate: profile.audio_sample_rate ?? sample.audio_sample_rate,
  };
}

/** Returns an extension with its dot, which may be missing in profiles. */
export function withDot(extension: string | null = ""): string {
  return extension === null || extension === "" || extension.startsWith(".")
    ? (extension ?? "")
    : `.${extension}`;
}

function formatOf(extension: string | null = ""): Format {
  return formats[(extension ?? "").toLowerCase()] ?? mp4;
}

/** Returns the metadata of an imported file. */
export function describeMetadata(video: VideoRecord, { durationMs }: Units): VideoMetadata {
  const { original_filename, file_size, duration, extname } = video;
  return {
    file_name: original_filename ?? null,
    file_size: `${Math.round((file_size ?? 0) / 1024)} kB`,
    file_type: (extname ?? "").slice(1).toUpperCase(),
    mime_type: video.mime_type ?? null,
    duration: `${(((duration ?? 0) * durationMs) / 1000).toFixed(2)} s`,
    image_width: video.width ?? null,
    image_height: video.height ?? null,
    video_frame_rate: video.fps ?? null,
    audio_channels: video.audio_channels ?? null,
    audio_sample_rate: video.audio_sample_rate ?? null,
    rotation: 0,
  };
}
