import { listEncodings } from "./encodings.ts";
import { chooseProfiles } from "./find-profiles.ts";
import { encodingsOf, requireVideo } from "./find-records.ts";
import { addVideo, readSource } from "./new-video.ts";
import { filterBy, type Handler, ok } from "./request.ts";

/** Handles the operations below `/videos`, except for upload sessions. */
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
  listVideos(request) {
    const videos = filterBy(request.factory.videos, request.fields, ["status"]);
    return request.list(
      "videos",
      videos.map((video) => request.show(video)),
    );
  },

  createVideo(request) {
    const { context, factory, fields } = request;
    const source = readSource(request);
    const profiles = chooseProfiles(factory, fields, "all");
    const video = addVideo({ context, factory, source, profiles, fields });
    return request.created(request.show(video));
  },

  getVideo: (request) => ok(request.show(requireVideo(request, request.id))),

  deleteVideo(request) {
    const { context, factory } = request;
    const video = requireVideo(request, request.id);
    const encodings = encodingsOf(request, video);
    context.lifecycle.stop([video, ...encodings]);
    remove(factory.videos, [video]);
    remove(factory.encodings, encodings);
    return ok({ deleted: true });
  },

  deleteVideoSource(request) {
    requireVideo(request, request.id).isSourceDeleted = true;
    return ok({ deleted: true });
  },

  listVideoEncodings(request) {
    const ofVideo = encodingsOf(request, requireVideo(request, request.id));
    return listEncodings(request, ofVideo);
  },

  getVideoMetadata: (request) => ok(requireVideo(request, request.id).metadata),
};

function remove<Item>(items: Item[], unwanted: readonly Item[]): void {
  for (const item of unwanted) items.splice(items.indexOf(item), 1);
}
