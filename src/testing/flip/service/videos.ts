import { addVideo, type VideoSource } from "./add-video.ts";
import { chooseProfiles } from "./choose-profiles.ts";
import { listEncodings } from "./encoding-list.ts";
import { fileNameOf } from "./file-name.ts";
import type { FlipRequest } from "./flip-request.ts";
import { type Handler, ok } from "./handler.ts";
import { filterBy, pageOf } from "./list.ts";
import { textOf } from "./read-fields.ts";
import { badRequest, missingParameters, recordNotFound } from "./refused-error.ts";
import type { StoredEncoding, StoredVideo } from "./state.ts";

/** Answers what is under `/videos`, except for upload sessions. */
export const videoHandlers: Record<
  | "listVideos"
  | "createVideo"
  | "getVideo"
  | "deleteVideo"
  | "deleteVideoSource"
  | "listVideoEncodings"
  | "getVideoMetadata",
  Handler
> = {
  listVideos({ factory, fields }) {
    const videos = pageOf(filterBy(factory.videos, fields, ["status"]), fields);
    return ok(videos.map(({ data }) => data));
  },

  createVideo(request) {
    const { world, factory, fields } = request;
    const source = readSource(request);
    const profiles = chooseProfiles(factory, fields, "all");
    return ok(addVideo({ world, factory, source, profiles, fields }).data);
  },

  getVideo: (request) => ok(requireVideo(request).data),

  deleteVideo(request) {
    const { world, factory } = request;
    const video = requireVideo(request);
    const encodings = encodingsOf(request, video);
    world.lifecycle.stop([video, ...encodings]);
    remove(factory.videos, [video]);
    remove(factory.encodings, encodings);
    return ok({ deleted: true });
  },

  deleteVideoSource(request) {
    requireVideo(request).isSourceDeleted = true;
    return ok({ deleted: true });
  },

  listVideoEncodings(request) {
    const ofVideo = encodingsOf(request, requireVideo(request));
    return ok(listEncodings(ofVideo, request.fields));
  },

  getVideoMetadata: (request) => ok(requireVideo(request).metadata),
};

function requireVideo({ factory, id }: FlipRequest): StoredVideo {
  const found = factory.videos.find(({ data }) => data.id === id);
  if (found === undefined) throw recordNotFound("Video", id);
  return found;
}

function encodingsOf({ factory }: FlipRequest, video: StoredVideo): StoredEncoding[] {
  return factory.encodings.filter((encoding) => encoding.video === video);
}

function remove<Item>(items: Item[], unwanted: readonly Item[]): void {
  for (const item of unwanted) items.splice(items.indexOf(item), 1);
}

/** A file or a URL: one of them. */
function readSource({ fields, file }: FlipRequest): VideoSource {
  const url = textOf(fields, "source_url");
  if (url !== undefined && file !== undefined) {
    throw badRequest("Either source_url or file can be given, not both");
  }
  if (file !== undefined) {
    const { fileName = "", size } = file;
    return { fileName: fileNameOf(fileName), fileSize: size, url: null };
  }
  if (url === undefined) throw missingParameters("source_url");
  return { fileName: fileNameOf(url), fileSize: null, url };
}
