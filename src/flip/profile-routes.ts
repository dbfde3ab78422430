import {
  type CreateProfileQuery,
  createProfile,
  deleteProfile,
  getProfile,
  type ListProfilesQuery,
  listProfiles,
} from "../../generated/flip/endpoints.ts";
import { isSet } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { unwrap } from "../http/unwrap.ts";
import { hasId, isListOfObjects } from "../http/wire-object.ts";
import type { Routes } from "./collection.ts";
import type { FlipClient } from "./create-flip-client.ts";
import type { ProfileData } from "./profile.ts";

/** The endpoints of a factory's profiles. */
export function profileRoutes(
  client: FlipClient,
): Routes<ProfileData, ListProfilesQuery, CreateProfileQuery> {
  return {
    list: (query, options) => unwrap(listProfiles(client, { query, ...options }), isListOfObjects),
    find: (id, options) => unwrap(getProfile(client, { path: { id }, ...options }), hasId),
    create: async (query, options) => {
      requireRecipe(query);
      return unwrap(createProfile(client, { query, ...options }), hasId);
    },
    delete: (id, options) => unwrap(deleteProfile(client, { path: { id }, ...options })),
  };
}

function requireRecipe({ preset_name, command, extname }: CreateProfileQuery): void {
  if (isSet(preset_name) || (isSet(command) && isSet(extname))) return;
  throw new InvalidArgumentError("params", "must hold preset_name, or both command and extname");
}
