import {
  cancelEncoding,
  createEncoding,
  deleteEncoding,
  getEncoding,
  listEncodings,
  listVideoEncodings,
  retryEncoding,
} from "../../../generated/flip/endpoints.ts";
import { unwrap, unwrapList } from "../../http/unwrap.ts";
import { hasId } from "../../http/wire-object.ts";
import { jobStatuses, requireEncodingParams } from "../../telestream/encoding-params.ts";
import { deleting, fetchingFields, finding, listing } from "../../telestream/endpoints.ts";
import type { EncodingRoutes } from "../../telestream/generation.ts";
import type { FlipClient } from "../create-flip-client.ts";
import type { FlipTypes } from "../resources.ts";

/** Returns the endpoints of a factory's encodings. */
export function encodingRoutes(client: FlipClient): EncodingRoutes<FlipTypes> {
  const routes: EncodingRoutes<FlipTypes> = {
    statuses: jobStatuses,
    list: listing(client, listEncodings),
    find: finding(client, getEncoding),
    create: async (query, options) => {
      requireEncodingParams(query);
      return unwrap(createEncoding(client, { query, ...options }), hasId);
    },
    delete: deleting(client, deleteEncoding),
    retry: fetchingFields(client, retryEncoding),
    cancel: fetchingFields(client, cancelEncoding),
    ofVideo: (id) => ({
      ...routes,
      list: (query, options) =>
        unwrapList(listVideoEncodings(client, { path: { id }, query, ...options })),
      create: (params, options) => routes.create({ ...params, video_id: id }, options),
    }),
  };
  return routes;
}
