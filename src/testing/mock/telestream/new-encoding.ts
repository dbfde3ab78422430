import { newId } from "../../upload-server/video-data.ts";
import type { TelestreamContext } from "./context.ts";
import { withDot } from "./media.ts";
import { initialProgress } from "./progress.ts";
import type { EncodingRecord, ProfileRecord } from "./records.ts";
import {
  formatDate,
  formatPath,
  type StoredEncoding,
  type StoredFactory,
  type StoredVideo,
} from "./state.ts";

/** Options of {@link addEncoding}. */
interface NewEncoding {
  readonly context: TelestreamContext;
  readonly factory: StoredFactory;
  readonly video: StoredVideo;
  readonly profile: ProfileRecord;
}

/** Returns the data of an encoding that has not started. */
export function newEncodingData(
  { id, created_at }: Pick<EncodingRecord, "id" | "created_at">,
  video: StoredVideo,
  profile: ProfileRecord,
): EncodingRecord {
  const { width = null, height = null, name: profile_name = null } = profile;
  const date = created_at ?? "";
  return {
    id,
    video_id: video.data.id,
    profile_id: profile.id,
    profile_name,
    ...initialProgress,
    extname: withDot(profile.extname),
    path: formatPath(video.pathFormat, {
      id,
      video_id: video.data.id,
      original: video.data.original_filename ?? "",
      date: date.slice(0, 10).replaceAll("/", "-"),
      profile: profile_name ?? "",
      type: "encodings",
      resolution: `${width}x${height}`,
    }),
    mime_type: null,
    file_size: null,
    duration: null,
    width,
    height,
    fps: null,
    created_at: date,
    updated_at: date,
  };
}

/** Options of {@link encodeAgain}. */
interface RepeatedEncoding {
  readonly context: TelestreamContext;
  readonly factory: StoredFactory;
  readonly encoding: StoredEncoding;
  readonly profile: ProfileRecord;
}

/** Starts an encoding from the beginning, with the same profile or another. */
export function encodeAgain({ context, factory, encoding, profile }: RepeatedEncoding): void {
  const { clock, lifecycle } = context;
  lifecycle.stop([encoding]);
  const data = newEncodingData(encoding.data, encoding.video, profile);
  encoding.profile = profile;
  encoding.data = { ...data, updated_at: formatDate(clock.now()) };
  lifecycle.encode(factory, encoding);
}

/** Adds an encoding that has not started. */
export function addEncoding({ context, factory, video, profile }: NewEncoding): StoredEncoding {
  const { clock } = context;
  const id = newId();
  const created_at = formatDate(clock.now());
  const data = newEncodingData({ id, created_at }, video, profile);
  const encoding = { data, video, profile, createdMs: clock.elapsedMs() };
  factory.encodings.unshift(encoding);
  return encoding;
}
