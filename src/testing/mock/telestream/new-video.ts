import { basename, extname } from "node:path";
import { decodeLeniently } from "../../exchange/params.ts";
import { newId } from "../../upload-server/video-data.ts";
import type { TelestreamContext } from "./context.ts";
import { badRequest, missingParameters } from "./errors.ts";
import { type Fields, textOf } from "./fields.ts";
import { addEncoding } from "./new-encoding.ts";
import type { ProfileRecord, VideoRecord } from "./records.ts";
import type { TelestreamRequest } from "./request.ts";
import { formatDate, formatPath, type StoredFactory, type StoredVideo } from "./state.ts";

/**
 * Returns the source of a new video: either a file or a URL.
 *
 * @throws {RejectedError} When there is not exactly one.
 */
export function readSource({ fields, file }: TelestreamRequest): VideoSource {
  const url = textOf(fields, "source_url");
  if (url !== undefined && file !== undefined) {
    throw badRequest("Either source_url or file is allowed, not both");
  }
  if (file !== undefined) {
    const { fileName = "", size } = file;
    return { fileName: fileNameOf(fileName), fileSize: size, url: null };
  }
  if (url === undefined) throw missingParameters("source_url");
  return { fileName: fileNameOf(url), fileSize: null, url };
}

/** Source of a video. */
interface VideoSource {
  readonly fileName: string;
  /** In bytes; unknown for a URL. */
  readonly fileSize: number | null;
  /** `null` for a file. */
  readonly url: string | null;
}

/** Options of {@link addVideo}. */
interface NewVideo {
  readonly context: TelestreamContext;
  readonly factory: StoredFactory;
  readonly source: VideoSource;
  readonly profiles: readonly ProfileRecord[];
  /** Parameters of the request. */
  readonly fields: Fields;
  /** Fields that the test determines. */
  readonly overrides?: Partial<VideoRecord>;
}

/** Adds a video with its encodings, and starts to import it. */
export function addVideo(newVideo: NewVideo): StoredVideo {
  const { context, factory, source, profiles, overrides } = newVideo;
  const video: StoredVideo = {
    data: { ...toRecord(newVideo), ...overrides },
    isImportable: !isBadSource(source.fileName),
    pathFormat: textOf(newVideo.fields, "path_format") ?? ":id",
    createdMs: context.clock.elapsedMs(),
    isSourceDeleted: false,
    metadata: {},
  };
  factory.videos.unshift(video);
  const encodings = profiles.map((profile) => addEncoding({ context, factory, video, profile }));
  if (video.data.status === "processing") context.lifecycle.importVideo(factory, video);
  for (const encoding of encodings) context.lifecycle.encode(factory, encoding);
  return video;
}

function toRecord({ context, source, fields }: NewVideo): VideoRecord {
  const id = newId();
  const date = formatDate(context.clock.now());
  const { fileName, fileSize, url } = source;
  const sent = context.generation.videoParameters.filter((name) => fields[name] !== undefined);
  return {
    id,
    status: "processing",
    original_filename: fileName,
    source_url: url,
    extname: extname(fileName),
    mime_type: null,
    path: formatPath(textOf(fields, "path_format") ?? ":id", {
      id,
      video_id: id,
      original: fileName,
      date: date.slice(0, 10).replaceAll("/", "-"),
      profile: "original",
      type: "original",
      resolution: "original",
    }),
    file_size: fileSize,
    duration: null,
    width: null,
    height: null,
    fps: null,
    video_codec: null,
    video_bitrate: null,
    audio_codec: null,
    audio_bitrate: null,
    audio_channels: null,
    audio_sample_rate: null,
    payload: textOf(fields, "payload") ?? null,
    ...Object.fromEntries(sent.map((name) => [name, fields[name]])),
    created_at: date,
    updated_at: date,
  };
}

/** Returns the last segment of a URL or of a path. */
export function fileNameOf(location: string): string {
  const path = URL.canParse(location) ? new URL(location).pathname : location;
  return basename(decodeLeniently(path).replaceAll("\\", "/"));
}

/** Returns whether the import of a source fails: its name starts with `fail`. */
function isBadSource(fileName: string): boolean {
  return /^fail/i.test(fileName);
}
