import type { Units } from "./media.ts";
import type { ProfileRecord } from "./records.ts";

type PresetFields = Pick<ProfileRecord, "title" | "extname"> & Partial<ProfileRecord>;

const small = { width: 640, height: 480, video_bitrate: 500, audio_bitrate: 128 };
const large = { width: 1280, height: 720, video_bitrate: 1000, audio_bitrate: 128 };

/** Initial fields of the profiles of a preset. Bit rates in kbit/s. */
const described: Readonly<Record<string, PresetFields>> = {
  h264: { title: "MP4 (H.264)", extname: ".mp4", ...small },
  "h264.hi": { title: "MP4 (H.264), high quality", extname: ".mp4", ...large },
  webm: { title: "WebM (VP8)", extname: ".webm", ...small },
  "webm.hi": { title: "WebM (VP8), high quality", extname: ".webm", ...large },
  ogg: { title: "Ogg (Theora)", extname: ".ogg", ...small },
  "ogg.hi": { title: "Ogg (Theora), high quality", extname: ".ogg", ...large },
  "hls.variant": { title: "HLS variant", extname: ".ts", ...small, audio_bitrate: 56 },
  "hls.variant.audio": { title: "HLS audio variant", extname: ".ts", audio_bitrate: 56 },
  "hls.variant.playlist": { title: "HLS playlist", extname: ".m3u8", variants: "hls.*" },
  hss: { title: "Smooth Streaming", extname: ".tar", ...small },
  mp3: { title: "MP3", extname: ".mp3", audio_bitrate: 192 },
  aac: { title: "AAC", extname: ".aac", audio_bitrate: 192 },
  vorbis: { title: "Vorbis", extname: ".ogg", audio_bitrate: 192 },
  thumbnail: { title: "Thumbnails", extname: ".jpg" },
};

/** Presets of which only the name is known, by the extension of their files. */
const named: Readonly<Record<string, readonly string[]>> = {
  ".mp4": ["h264.baseline", "h264.nvenc", "h265", "h265.4K", "iphone_and_ipad", "hss.variant"],
  ".mov": ["dnxhd", "prores422", "h264.nvenc.telestream.mov"],
  ".mxf": ["avc.intra", "imx", "xdcam"],
  ".mpg": ["mpeg2", "mpegps"],
  ".ts": ["mpegts.h264", "mpegts.mpeg2", "hls.variant.nvenc", "hls.muxer", "hls.muxer.audio"],
  ".m4s": ["dash.variant", "dash.variant.audio", "dash.variant.nvenc", "dash.muxer"],
  ".mpd": ["dash.variant.playlist", "dash.muxer.audio"],
  ".ism": ["hss.variant.playlist", "hss.variant.audio"],
  ".vtt": ["dash.variant.webvtt", "dash.variant.ttml", "hls.variant.webvtt", "transcript"],
  ".webm": ["webm.vp8", "webm.vp9"],
  ".m4a": ["m4a"],
  ".oga": ["oga"],
  ".jpg": ["jpeg", "quick_one_thumbnail"],
  ".png": ["png"],
  ".swf": ["crocodoc"],
};

const presets: ReadonlyMap<string, PresetFields> = new Map<string, PresetFields>([
  ...Object.entries(described),
  ...Object.entries(named).flatMap(([extname, names]) =>
    names.map((title) => [title, { title, extname }] as const),
  ),
]);

/** Returns the initial fields of a preset's profiles; `undefined` when there is no such preset. */
export function findPreset(name: string, { bitsPerSecond }: Units): PresetFields | undefined {
  const preset = presets.get(name);
  if (preset === undefined) return undefined;
  const entries = Object.entries(preset).map(([field, value]) => [
    field,
    typeof value === "number" && field.endsWith("_bitrate")
      ? (value * 1000) / bitsPerSecond
      : value,
  ]);
  return { ...preset, ...Object.fromEntries(entries) };
}
