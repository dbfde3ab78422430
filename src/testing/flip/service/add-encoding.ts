import type { ProfileData } from "../../../flip/profile.ts";
import { newId } from "../../upload/describe-video.ts";
import { formatDate } from "./format-date.ts";
import { formatPath } from "./format-path.ts";
import { dotted } from "./media.ts";
import { untouched } from "./progress.ts";
import type { StoredEncoding, StoredFactory, StoredVideo } from "./state.ts";
import type { World } from "./world.ts";

/** What an encoding is made of. */
export interface NewEncoding {
  readonly world: Pick<World, "clock">;
  readonly factory: StoredFactory;
  readonly video: StoredVideo;
  readonly profile: ProfileData;
}

/** Adds an encoding that waits. */
export function addEncoding({ world, factory, video, profile }: NewEncoding): StoredEncoding {
  const id = newId();
  const date = formatDate(world.clock.now());
  const { width = null, height = null, name: profile_name = null } = profile;
  const data = {
    ...{ id, video_id: video.data.id, profile_id: profile.id, profile_name },
    ...untouched,
    extname: dotted(profile.extname),
    path: formatPath(video.data.path_format ?? ":id", {
      id,
      video_id: video.data.id,
      original: video.data.original_filename ?? "",
      date: date.slice(0, 10).replaceAll("/", "-"),
      profile: profile_name ?? "",
      type: "encodings",
      resolution: `${width}x${height}`,
    }),
    ...{ mime_type: null, file_size: null, duration: null, width, height, fps: null },
    ...{ created_at: date, updated_at: date },
  };
  const encoding = { data, video, profile };
  factory.encodings.unshift(encoding);
  return encoding;
}
