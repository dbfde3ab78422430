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
import type { components } from "../../generated/flip/schema.ts";
import { isSet, requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { unwrap, unwrapDeletion, unwrapList } from "../http/unwrap.ts";
import { hasId } from "../http/wire-object.ts";
import type { Routes } from "./collection.ts";
import type { FlipClient } from "./create-flip-client.ts";

/** Fields of an encoding, as returned by the service. */
export type EncodingData = components["schemas"]["Encoding"];

/** Parameters of a new encoding of a given video. */
export type CreateVideoEncodingParams = Omit<CreateEncodingQuery, "video_id">;

/** Statuses of encodings and videos. */
export const jobStatuses: readonly components["schemas"]["JobStatus"][] = [
  "success",
  "fail",
  "processing",
];

/** Returns the endpoints of a factory's encodings. */
export function encodingRoutes(
  client: FlipClient,
): Routes<EncodingData, ListEncodingsQuery, CreateEncodingQuery> {
  return {
    statuses: jobStatuses,
    list: (query, options) => unwrapList(listEncodings(client, { query, ...options })),
    find: (id, options) => unwrap(getEncoding(client, { path: { id }, ...options }), hasId),
    create: async (query, options) => {
      requireEncodingParams(query);
      return unwrap(createEncoding(client, { query, ...options }), hasId);
    },
    delete: (id, options) => unwrapDeletion(deleteEncoding(client, { path: { id }, ...options })),
  };
}

/** Returns the endpoints of a video's encodings: those of the factory, except for listing and creating. */
export function videoEncodingRoutes(
  client: FlipClient,
  videoId: string,
): Routes<EncodingData, ListVideoEncodingsQuery, CreateVideoEncodingParams> {
  const factoryRoutes = encodingRoutes(client);
  const path = { id: videoId };
  return {
    ...factoryRoutes,
    list: (query, options) => unwrapList(listVideoEncodings(client, { path, query, ...options })),
    create: (params, options) => factoryRoutes.create({ ...params, video_id: videoId }, options),
  };
}

function requireEncodingParams({ video_id, profile_id, profile_name }: CreateEncodingQuery): void {
  requireText("video_id", video_id);
  if (isSet(profile_id) === isSet(profile_name)) {
    throw new InvalidArgumentError("params", "must contain either profile_id or profile_name");
  }
}
