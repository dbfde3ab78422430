import type { ProfileData } from "../../../flip/profile.ts";
import { findProfile } from "./profiles.ts";
import { type Fields, textOf } from "./read-fields.ts";
import { recordNotFound } from "./refused-error.ts";
import type { StoredFactory } from "./state.ts";

/**
 * The profiles that a new video is encoded with: `profiles` names them, by name or id.
 *
 * @param unsaid - What is taken when nothing is said.
 * @throws {RefusedError} When there is no such profile.
 */
export function chooseProfiles(
  factory: StoredFactory,
  fields: Fields,
  unsaid: "all" | "none",
): ProfileData[] {
  const { use_all_profiles } = fields;
  const text = textOf(fields, "profiles");
  const isAll = use_all_profiles === true || (text === undefined && unsaid === "all");
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
