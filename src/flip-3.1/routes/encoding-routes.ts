import {
  cancelEncoding,
  countEncodings,
  createEncoding,
  deleteEncoding,
  getEncoding,
  getSignedEncodingUrl,
  getSignedEncodingUrls,
  listEncodings,
  listVideoEncodings,
  retryEncoding,
  updateEncoding,
} from "../../../generated/flip-3.1/endpoints.ts";
import { isSet } from "../../http/argument-checks.ts";
import { unwrap, unwrapUpdate } from "../../http/unwrap.ts";
import { hasId } from "../../http/wire-object.ts";
import { jobStatuses, requireEncodingParams } from "../../telestream/encoding-params.ts";
import {
  deleting,
  fetchingFields,
  finding,
  listingPages,
  unwrapPage,
} from "../../telestream/endpoints.ts";
import type { FlipClient } from "../create-flip-client.ts";
import type { EncodingRoutes } from "../resources.ts";
import { unwrapSignedUrl, unwrapSignedUrls } from "./signed-urls.ts";

/** Returns the endpoints of a factory's encodings. */
export function encodingRoutes(client: FlipClient): EncodingRoutes {
  const routes: EncodingRoutes = {
    statuses: jobStatuses,
    list: listingPages(client, listEncodings, "encodings"),
    find: finding(client, getEncoding),
    create: async (body, options) => {
      requireEncodingParams(body);
      return unwrap(createEncoding(client, { body, ...options }), hasId);
    },
    delete: deleting(client, deleteEncoding),
    retry: fetchingFields(client, retryEncoding),
    cancel: fetchingFields(client, cancelEncoding),
    update: (id, body, options) =>
      unwrapUpdate(updateEncoding(client, { path: { id }, body, ...options })),
    count: async (options) => {
      const isCount = (data: unknown) => isSet(data) && Number.isSafeInteger(totalOf(data));
      return totalOf(await unwrap(countEncodings(client, options), isCount));
    },
    signedUrl: (id, { expires, ...options }) =>
      unwrapSignedUrl(
        getSignedEncodingUrl(client, { path: { id }, query: { expires }, ...options }),
      ),
    signedUrls: (id, options) =>
      unwrapSignedUrls(getSignedEncodingUrls(client, { path: { id }, ...options })),
    ofVideo: (id) => ({
      ...routes,
      list: (given, options) => {
        // The list has no filter by profile.
        const { profile_name: _, ...query } = { profile_name: undefined, ...given };
        const call = { path: { id }, query, ...options };
        return unwrapPage(listVideoEncodings(client, call), "encodings");
      },
      create: (params, options) => routes.create({ ...params, video_id: id }, options),
    }),
  };
  return routes;
}

/** Returns the number of a response, also one that is text. */
function totalOf(data: unknown): number {
  const { total } = Object(data) as { total?: unknown };
  return isSet(total) && total !== "" ? Number(total) : Number.NaN;
}
