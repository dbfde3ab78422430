import type { ProfileData } from "../../../flip/profile.ts";
import type { VideoData } from "../../../flip/video.ts";
import { newId } from "../../upload/describe-video.ts";
import { addEncoding } from "./add-encoding.ts";
import { extensionOf, isBadSource } from "./file-name.ts";
import { formatDate } from "./format-date.ts";
import { formatPath } from "./format-path.ts";
import { type Fields, textOf } from "./read-fields.ts";
import type { StoredFactory, StoredVideo } from "./state.ts";
import type { World } from "./world.ts";

/** Where a video comes from. */
export interface VideoSource {
  readonly fileName: string;
  /** In bytes; not known of a URL. */
  readonly fileSize: number | null;
  /** `null` for a file. */
  readonly url: string | null;
}

/** What a video is made of. */
export interface NewVideo {
  readonly world: World;
  readonly factory: StoredFactory;
  readonly source: VideoSource;
  readonly profiles: readonly ProfileData[];
  /** What was asked for. */
  readonly fields: Fields;
  /** Fields that are as a test wants them. */
  readonly wanted?: Partial<VideoData>;
}

/** Adds a video, with its encodings, and begins to import it. */
export function addVideo(newVideo: NewVideo): StoredVideo {
  const { world, factory, source, profiles, wanted } = newVideo;
  const video: StoredVideo = {
    data: { ...describeVideo(newVideo), ...wanted },
    isGood: !isBadSource(source.fileName),
    isSourceDeleted: false,
    metadata: {},
  };
  factory.videos.unshift(video);
  const encodings = profiles.map((profile) => addEncoding({ world, factory, video, profile }));
  if (video.data.status === "processing") world.lifecycle.importVideo(factory, video);
  for (const encoding of encodings) world.lifecycle.encode(factory, encoding);
  return video;
}

/** Parameters that come back as they were given. */
const echoed = ["path_format", "profiles", "input_path", "extra_variables", "upload_redirect_url"];

function describeVideo({ world, source, fields }: NewVideo): VideoData {
  const id = newId();
  const date = formatDate(world.clock.now());
  const { fileName, fileSize, url } = source;
  const given = echoed.filter((name) => fields[name] !== undefined);
  return {
    ...{ id, status: "processing" },
    ...{ original_filename: fileName, source_url: url, extname: extensionOf(fileName) },
    mime_type: null,
    path: formatPath(textOf(fields, "path_format") ?? ":id", {
      ...{ id, video_id: id, original: fileName, date: date.slice(0, 10).replaceAll("/", "-") },
      ...{ profile: "original", type: "original", resolution: "original" },
    }),
    file_size: fileSize,
    ...{ duration: null, width: null, height: null, fps: null },
    ...{ video_codec: null, video_bitrate: null },
    ...{ audio_codec: null, audio_bitrate: null, audio_channels: null, audio_sample_rate: null },
    payload: textOf(fields, "payload") ?? null,
    ...Object.fromEntries(given.map((name) => [name, fields[name]])),
    ...{ created_at: date, updated_at: date },
  };
}
