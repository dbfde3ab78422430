import {
  type CreateVideoBody,
  createVideo,
  deleteVideo,
  deleteVideoSource,
  getVideo,
  getVideoMetadata,
  listVideos,
} from "../../../generated/flip/endpoints.ts";
import { isSet } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { unwrap } from "../../http/unwrap.ts";
import { hasId } from "../../http/wire-object.ts";
import { jobStatuses } from "../../telestream/encoding-params.ts";
import { deleting, fetchingFields, finding, listing } from "../../telestream/endpoints.ts";
import type { VideoRoutes } from "../../telestream/generation.ts";
import { requireProfiles } from "../../telestream/profile-names.ts";
import { sendFile } from "../../telestream/send-file.ts";
import { requireFileName } from "../../upload/source/file-name.ts";
import type { FlipClient } from "../create-flip-client.ts";
import type { CreateVideoOptions, CreateVideoParams, FlipTypes, VideoData } from "../resources.ts";

/** Returns the endpoints of a factory's videos. */
export function videoRoutes(client: FlipClient): VideoRoutes<FlipTypes> {
  return {
    statuses: jobStatuses,
    list: listing(client, listVideos),
    find: finding(client, getVideo),
    create: (params, options) => create(client, params, options),
    delete: deleting(client, deleteVideo),
    metadata: fetchingFields(client, getVideoMetadata),
    deleteSource: deleting(client, deleteVideoSource),
  };
}

async function create(
  client: FlipClient,
  { file, fileName, ...query }: CreateVideoParams,
  { onProgress, ...options }: CreateVideoOptions,
): Promise<VideoData> {
  if ((file === undefined) !== isSet(query.source_url)) {
    throw new InvalidArgumentError("params", "must contain either source_url or file");
  }
  requireProfiles(query.profiles);
  if (fileName !== undefined) requireFileName("fileName", fileName);
  if (file === undefined) {
    if (fileName !== undefined) throw new InvalidArgumentError("fileName", "is only for a file");
    return unwrap(createVideo(client, { query, ...options }), hasId);
  }
  return sendFile(file, { onProgress, fileName }, (multipart) => {
    // The serializer passes a MultipartBody on unchanged, so that the file is not read into memory.
    const body = multipart as unknown as CreateVideoBody;
    return unwrap(createVideo(client, { query, body, ...options }), hasId);
  });
}
