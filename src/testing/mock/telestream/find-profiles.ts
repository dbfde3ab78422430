import { badRequest, missingParameters, recordNotFound } from "./errors.ts";
import { type Fields, textOf } from "./fields.ts";
import type { ProfileRecord } from "./records.ts";
import type { TelestreamRequest } from "./request.ts";
import type { Stored, StoredFactory } from "./state.ts";

/** Finds a profile by its id, or else by its name. */
function findProfile(
  { profiles }: StoredFactory,
  idOrName: string,
): Stored<ProfileRecord> | undefined {
  return (
    profiles.find(({ data }) => data.id === idOrName) ??
    profiles.find(({ data }) => data.name === idOrName)
  );
}

/** @throws {RejectedError} When the factory has no such profile. */
export function requireProfile({ factory, id }: TelestreamRequest): Stored<ProfileRecord> {
  const found = findProfile(factory, id);
  if (found === undefined) throw recordNotFound("Profile", id);
  return found;
}

/**
 * Returns the profile that is named by either its id or its name.
 *
 * @throws {RejectedError} When it does not exist, or both or none are given.
 */
export function chooseProfile({ factory, fields }: TelestreamRequest): ProfileRecord {
  const [id, name] = [textOf(fields, "profile_id"), textOf(fields, "profile_name")];
  if (id !== undefined && name !== undefined) {
    throw badRequest("Either profile_id or profile_name is allowed, not both");
  }
  const idOrName = id ?? name;
  if (idOrName === undefined) throw missingParameters("profile_id");
  const key = id === undefined ? "name" : "id";
  const found = factory.profiles.find(({ data }) => data[key] === idOrName);
  if (found === undefined) throw recordNotFound("Profile", idOrName);
  return found.data;
}

/**
 * Returns the profiles that a new video is encoded with. The field `profiles` lists their names or ids.
 *
 * @param fallback - Profiles that are used when the field is missing.
 * @throws {RejectedError} When a profile does not exist.
 */
export function chooseProfiles(
  factory: StoredFactory,
  fields: Fields,
  fallback: "all" | "none",
): ProfileRecord[] {
  const { use_all_profiles } = fields;
  const text = textOf(fields, "profiles");
  const isAll = use_all_profiles === true || (text === undefined && fallback === "all");
  // Oldest first, so that the list of encodings is in the order of the list of profiles.
  if (isAll) return factory.profiles.map(({ data }) => data).reverse();
  if (text === undefined || text === "none") return [];
  const names = text.split(",").map((name) => name.trim());
  return names.filter(Boolean).map((name) => {
    const found = findProfile(factory, name);
    if (found === undefined) throw recordNotFound("Profile", name);
    return found.data;
  });
}
