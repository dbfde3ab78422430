import { badRequest } from "../telestream/errors.ts";
import { textOf } from "../telestream/fields.ts";
import { encodingsOf, requireVideo } from "../telestream/find-records.ts";
import { encodeAgain } from "../telestream/new-encoding.ts";
import { type Handler, ok } from "../telestream/request.ts";
import type { StoredEncoding } from "../telestream/state.ts";
import { signUrl } from "./signed-url.ts";

/** Handles the operations of videos that version 3.0 does not have. */
export const videoHandlers: Record<
  "listQueuedVideos" | "resubmitVideo" | "cancelVideo" | "getSignedVideoUrl",
  Handler
> = {
  listQueuedVideos(request) {
    const { videos, encodings } = request.factory;
    const queued = new Set(encodings.filter(isQueued).map(({ video }) => video));
    const found = videos.filter((video) => video.data.status === "processing" || queued.has(video));
    return request.list(
      "videos",
      found.map((video) => request.show(video)),
    );
  },

  resubmitVideo(request) {
    const { context, factory } = request;
    const video = requireVideo(request, textOf(request.fields, "video_id") ?? "");
    if (video.data.status !== "success") {
      throw badRequest("The video does not have status success");
    }
    for (const encoding of encodingsOf(request, video)) {
      encodeAgain({ context, factory, encoding, profile: encoding.profile });
    }
    return { status: 200 };
  },

  cancelVideo(request) {
    const { context, factory } = request;
    const video = requireVideo(request, request.id);
    const encodings = encodingsOf(request, video);
    return ok({ canceled: context.lifecycle.cancelVideo(factory, video, encodings) });
  },

  getSignedVideoUrl(request) {
    const { path, extname } = requireVideo(request, request.id).data;
    return ok({ signed_url: signUrl(request, `${path}${extname}`) });
  },
};

function isQueued({ data: { status, started_encoding_at } }: StoredEncoding): boolean {
  return status === "processing" && !started_encoding_at;
}
