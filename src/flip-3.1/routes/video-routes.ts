import {
  cancelVideo,
  createVideo,
  deleteVideo,
  deleteVideoSource,
  getSignedVideoUrl,
  getVideo,
  getVideoMetadata,
  listQueuedVideos,
  listVideos,
  resubmitVideo,
} from "../../../generated/flip-3.1/endpoints.ts";
import { isPlainObject, requireText } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { unwrap } from "../../http/unwrap.ts";
import { hasId } from "../../http/wire-object.ts";
import { deleting, fetchingFields, finding, listingPages } from "../../telestream/endpoints.ts";
import { joinNames } from "../../telestream/profile-names.ts";
import type { FlipClient } from "../create-flip-client.ts";
import type { CreateVideoParams } from "../data.ts";
import type { VideoRoutes } from "../resources.ts";
import { unwrapSignedUrl } from "./signed-urls.ts";

/** Returns the endpoints of a factory's videos. */
export function videoRoutes(client: FlipClient): VideoRoutes {
  return {
    list: listingPages(client, listVideos, "videos"),
    queued: listingPages(client, listQueuedVideos, "videos"),
    find: finding(client, getVideo),
    create: async (params, options) =>
      unwrap(createVideo(client, { body: toBody(params), ...options }), hasId),
    delete: deleting(client, deleteVideo),
    metadata: fetchingFields(client, getVideoMetadata),
    deleteSource: deleting(client, deleteVideoSource),
    cancel: fetchingFields(client, cancelVideo),
    signedUrl: (id, options) =>
      unwrapSignedUrl(getSignedVideoUrl(client, { path: { id }, ...options })),
    resubmit: async (video_id, options) => {
      await unwrap(resubmitVideo(client, { body: { video_id }, ...options }));
    },
  };
}

function toBody({ profiles, pipeline, ...params }: CreateVideoParams) {
  if ("file" in params) {
    const expectation = "cannot be sent here: use factory.uploadSession()";
    throw new InvalidArgumentError("params.file", expectation);
  }
  requireText("source_url", params.source_url);
  return {
    ...params,
    profiles: joinNames(profiles),
    pipeline: isPlainObject(pipeline) ? JSON.stringify(pipeline) : (pipeline as string | undefined),
  };
}
