import {
  copyProfile,
  createProfile,
  deleteProfile,
  getProfile,
  listProfileEncodings,
  listProfiles,
  updateProfile,
} from "../../../generated/flip-3.1/endpoints.ts";
import { requireText } from "../../http/argument-checks.ts";
import { unwrap, unwrapUpdate } from "../../http/unwrap.ts";
import { hasId } from "../../http/wire-object.ts";
import { deleting, finding, listingPages, unwrapPage } from "../../telestream/endpoints.ts";
import type { FlipClient } from "../create-flip-client.ts";
import { profileRules } from "../profile-rules.ts";
import type { EncodingRoutes, ProfileRoutes } from "../resources.ts";

/** Returns the endpoints of a factory's profiles. */
export function profileRoutes(client: FlipClient, encodings: EncodingRoutes): ProfileRoutes {
  return {
    list: listingPages(client, listProfiles, "profiles"),
    find: finding(client, getProfile),
    create: async (body, options) => {
      profileRules.requireCreatable(body, "params");
      return unwrap(createProfile(client, { body, ...options }), hasId);
    },
    update: (id, body, options) =>
      unwrapUpdate(updateProfile(client, { path: { id }, body, ...options })),
    delete: deleting(client, deleteProfile),
    copy: async (id, body, options) => {
      requireText("dest_factory_id", body.dest_factory_id);
      requireText("profile_name", body.profile_name);
      return unwrap(copyProfile(client, { path: { id }, body, ...options }), hasId);
    },
    encodingsOf: (id) => ({
      ...encodings,
      list: (query, options) =>
        unwrapPage(listProfileEncodings(client, { path: { id }, query, ...options }), "encodings"),
      create: (params, options) => encodings.create({ ...params, profile_id: id }, options),
    }),
  };
}
