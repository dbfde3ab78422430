import type { Reply } from "../../exchange/reply.ts";
import { newId } from "../../upload-server/video-data.ts";
import type { TelestreamContext } from "./context.ts";
import { badRequest, missingParameters, recordNotFound } from "./errors.ts";
import { type Fields, textOf } from "./fields.ts";
import { withDot } from "./media.ts";
import { initialProgress } from "./progress.ts";
import type { EncodingRecord, ProfileRecord } from "./records.ts";
import { filterBy, type Handler, ok, type TelestreamRequest } from "./request.ts";
import {
  formatDate,
  formatPath,
  type StoredEncoding,
  type StoredFactory,
  type StoredVideo,
} from "./state.ts";

/** Handles the operations below `/encodings`. */
export const encodingHandlers: Record<
  | "listEncodings"
  | "createEncoding"
  | "getEncoding"
  | "deleteEncoding"
  | "cancelEncoding"
  | "retryEncoding",
  Handler
> = {
  listEncodings: (request) => listEncodings(request, request.factory.encodings),

  createEncoding(request) {
    const { context, factory, fields } = request;
    const videoId = textOf(fields, "video_id") ?? "";
    const video = factory.videos.find(({ data }) => data.id === videoId);
    if (video === undefined) throw recordNotFound("Video", videoId);
    const encoding = addEncoding({ context, factory, video, profile: chooseProfile(request) });
    const reply = ok(encoding.data);
    context.lifecycle.encode(factory, encoding);
    return reply;
  },

  getEncoding: (request) => ok(showEncoding(requireEncoding(request), request.fields)),

  deleteEncoding(request) {
    const { context, factory } = request;
    const encoding = requireEncoding(request);
    context.lifecycle.stop([encoding]);
    factory.encodings.splice(factory.encodings.indexOf(encoding), 1);
    return ok({ deleted: true });
  },

  cancelEncoding(request) {
    const { context, factory } = request;
    return ok({ canceled: context.lifecycle.cancel(factory, requireEncoding(request)) });
  },

  retryEncoding(request) {
    const { context, factory } = request;
    return ok({ retried: context.lifecycle.retry(factory, requireEncoding(request)) });
  },
};

function requireEncoding({ factory, id }: TelestreamRequest): StoredEncoding {
  const found = factory.encodings.find(({ data }) => data.id === id);
  if (found === undefined) throw recordNotFound("Encoding", id);
  return found;
}

/** Returns the profile that is named by either its id or its name. */
function chooseProfile({ factory, fields }: TelestreamRequest): ProfileRecord {
  const [id, name] = [textOf(fields, "profile_id"), textOf(fields, "profile_name")];
  if (id !== undefined && name !== undefined) {
    throw badRequest("Either profile_id or profile_name is allowed, not both");
  }
  const idOrName = id ?? name;
  if (idOrName === undefined) throw missingParameters("profile_id");
  const key = id === undefined ? "name" : "id";
  const found = factory.profiles.find(({ data }) => data[key] === idOrName);
  if (found === undefined) throw recordNotFound("Profile", idOrName);
  return found.data;
}

/** Options of {@link addEncoding}. */
interface NewEncoding {
  readonly context: Pick<TelestreamContext, "clock">;
  readonly factory: StoredFactory;
  readonly video: StoredVideo;
  readonly profile: ProfileRecord;
}

/** Adds an encoding that has not started. */
export function addEncoding({ context, factory, video, profile }: NewEncoding): StoredEncoding {
  const id = newId();
  const date = formatDate(context.clock.now());
  const { width = null, height = null, name: profile_name = null } = profile;
  const data = {
    id,
    video_id: video.data.id,
    profile_id: profile.id,
    profile_name,
    ...initialProgress,
    extname: withDot(profile.extname),
    path: formatPath(video.data.path_format ?? ":id", {
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
  const encoding = { data, video, profile };
  factory.encodings.unshift(encoding);
  return encoding;
}

const filters = ["status", "profile_id", "profile_name", "video_id"];

/** Returns the reply with the encodings that match the filters. */
export function listEncodings(
  request: TelestreamRequest,
  encodings: readonly StoredEncoding[],
): Reply {
  const { fields } = request;
  const found = filterBy(encodings, fields, filters);
  return request.list(
    "encodings",
    found.map((encoding) => showEncoding(encoding, fields)),
  );
}

/** Returns an encoding as in a response. With `screenshots` it includes the keys of its screenshots. */
function showEncoding({ data, profile }: StoredEncoding, { screenshots }: Fields): EncodingRecord {
  if (screenshots !== true) return data;
  const count = data.status === "success" ? (profile.frame_count ?? maxScreenshots) : 0;
  const numbers = Array.from({ length: Math.min(count, maxScreenshots) }, (_, index) => index + 1);
  return { ...data, screenshots: numbers.map((number) => `${data.path}_${number}.jpg`) };
}

/** Number of screenshots of a profile without `frame_count`. */
const maxScreenshots = 7;
