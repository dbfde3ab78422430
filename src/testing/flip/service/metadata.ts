import type { VideoData, VideoMetadata } from "../../../flip/video.ts";

/** What is read from the file of a video that has been imported. */
export function describeFile(video: VideoData): VideoMetadata {
  const { original_filename, file_size, duration, extname } = video;
  return {
    file_name: original_filename ?? null,
    file_size: `${Math.round((file_size ?? 0) / 1024)} kB`,
    file_type: (extname ?? "").slice(1).toUpperCase(),
    mime_type: video.mime_type ?? null,
    duration: `${((duration ?? 0) / 1000).toFixed(2)} s`,
    image_width: video.width ?? null,
    image_height: video.height ?? null,
    video_frame_rate: video.fps ?? null,
    audio_channels: video.audio_channels ?? null,
    audio_sample_rate: video.audio_sample_rate ?? null,
    rotation: 0,
  };
}
