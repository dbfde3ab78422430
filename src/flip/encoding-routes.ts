import {
  type CreateEncodingQuery,
  createEncoding,
  deleteEncoding,
  getEncoding,
  type ListEncodingsQuery,
  type ListVideoEncodingsQuery,
  listEncodings,
  listVideoEncodings,
} from "../../generated/flip/endpoints.ts";
import { isSet, requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { unwrap } from "../http/unwrap.ts";
import { hasId, isListOfObjects } from "../http/wire-object.ts";
import type { Routes } from "./collection.ts";
import type { FlipClient } from "./create-flip-client.ts";
import type { EncodingData } from "./encoding.ts";

/** Parameters of an encoding for a video that is already known. */
export type CreateVideoEncodingParams = Omit<CreateEncodingQuery, "video_id">;

/** The endpoints of a factory's encodings. */
export function encodingRoutes(
  client: FlipClient,
): Routes<EncodingData, ListEncodingsQuery, CreateEncodingQuery> {
  return {
    list: (query, options) => unwrap(listEncodings(client, { query, ...options }), isListOfObjects),
    find: (id, options) => unwrap(getEncoding(client, { path: { id }, ...options }), hasId),
    create: async (query, options) => {
      requireEncodingParams(query);
      return unwrap(createEncoding(client, { query, ...options }), hasId);
    },
    delete: (id, options) => unwrap(deleteEncoding(client, { path: { id }, ...options })),
  };
}

/** The endpoints of one video's encodings: those of the factory, but listed and made for the video. */
export function videoEncodingRoutes(
  client: FlipClient,
  videoId: string,
): Routes<EncodingData, ListVideoEncodingsQuery, CreateVideoEncodingParams> {
  const factory = encodingRoutes(client);
  const path = { id: videoId };
  return {
    ...factory,
    list: (query, options) =>
      unwrap(listVideoEncodings(client, { path, query, ...options }), isListOfObjects),
    create: (params, options) => factory.create({ ...params, video_id: videoId }, options),
  };
}

function requireEncodingParams({ video_id, profile_id, profile_name }: CreateEncodingQuery): void {
  requireText("video_id", video_id);
  if (isSet(profile_id) === isSet(profile_name)) {
    throw new InvalidArgumentError("params", "must name either profile_id or profile_name");
  }
}
