import {
  createProfile,
  deleteProfile,
  getProfile,
  listProfiles,
  updateProfile,
} from "../../../generated/flip/endpoints.ts";
import { unwrap, unwrapUpdate } from "../../http/unwrap.ts";
import { hasId } from "../../http/wire-object.ts";
import { deleting, finding, listing } from "../../telestream/endpoints.ts";
import type { ProfileRoutes } from "../../telestream/generation.ts";
import type { FlipClient } from "../create-flip-client.ts";
import { profileRules } from "../profile-rules.ts";
import type { FlipTypes } from "../resources.ts";

/** Returns the endpoints of a factory's profiles. */
export function profileRoutes(client: FlipClient): ProfileRoutes<FlipTypes> {
  return {
    list: listing(client, listProfiles),
    find: finding(client, getProfile),
    create: async (query, options) => {
      profileRules.requireCreatable(query, "params");
      return unwrap(createProfile(client, { query, ...options }), hasId);
    },
    update: (id, query, options) =>
      unwrapUpdate(updateProfile(client, { path: { id }, query, ...options })),
    delete: deleting(client, deleteProfile),
  };
}
