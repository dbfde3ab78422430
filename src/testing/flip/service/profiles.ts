import type { ProfileData } from "../../../flip/profile.ts";
import { newId } from "../../upload/describe-video.ts";
import { listEncodings } from "./encoding-list.ts";
import type { FlipRequest } from "./flip-request.ts";
import { formatDate } from "./format-date.ts";
import { type Handler, ok } from "./handler.ts";
import { pageOf } from "./list.ts";
import { findPreset } from "./presets.ts";
import { showProfile } from "./profile-fields.ts";
import { type Fields, textOf } from "./read-fields.ts";
import { missingParameters, recordInvalid, recordNotFound } from "./refused-error.ts";
import type { Stored, StoredFactory } from "./state.ts";

/** Answers what is under `/profiles`. */
export const profileHandlers: Record<
  | "listProfiles"
  | "createProfile"
  | "getProfile"
  | "updateProfile"
  | "deleteProfile"
  | "listProfileEncodings",
  Handler
> = {
  listProfiles({ factory, fields }) {
    return ok(pageOf(factory.profiles, fields).map(({ data }) => showProfile(data, fields)));
  },

  createProfile({ world, factory, fields }) {
    const now = formatDate(world.clock.now());
    const start = readStart(fields);
    const name = textOf(fields, "name") ?? freeName(factory, textOf(fields, "preset_name"));
    requireFreeName(factory, name);
    const data = { ...start, ...fields, id: newId(), name, created_at: now, updated_at: now };
    factory.profiles.unshift({ data });
    return ok(showProfile(data));
  },

  getProfile: (request) => ok(showProfile(requireProfile(request).data, request.fields)),

  updateProfile(request) {
    const { world, factory, fields } = request;
    const profile = requireProfile(request);
    requireFreeName(factory, textOf(fields, "name"), profile);
    profile.data = { ...profile.data, ...fields, updated_at: formatDate(world.clock.now()) };
    return ok(showProfile(profile.data));
  },

  deleteProfile(request) {
    const { profiles } = request.factory;
    profiles.splice(profiles.indexOf(requireProfile(request)), 1);
    return ok({ deleted: true });
  },

  listProfileEncodings(request) {
    const { id } = requireProfile(request).data;
    const ofProfile = request.factory.encodings.filter(({ data }) => data.profile_id === id);
    return ok(listEncodings(ofProfile, request.fields));
  },
};

/** The profile of an id, or of a name. */
export function findProfile(
  { profiles }: StoredFactory,
  idOrName: string,
): Stored<ProfileData> | undefined {
  return (
    profiles.find(({ data }) => data.id === idOrName) ??
    profiles.find(({ data }) => data.name === idOrName)
  );
}

function requireProfile({ factory, id }: FlipRequest): Stored<ProfileData> {
  const found = findProfile(factory, id);
  if (found === undefined) throw recordNotFound("Profile", id);
  return found;
}

/** What a new profile begins with: a preset's fields, or none beside a command. */
function readStart(fields: Fields): Partial<ProfileData> {
  const preset = textOf(fields, "preset_name");
  if (preset !== undefined) {
    const found = findPreset(preset);
    if (found === undefined) throw recordNotFound("Preset", preset);
    return found;
  }
  const { command, extname } = fields;
  if (command === undefined) throw missingParameters("preset_name");
  if (extname === undefined) throw missingParameters("extname");
  return {};
}

function requireFreeName(
  { profiles }: StoredFactory,
  name: string | undefined,
  own?: Stored<ProfileData>,
): void {
  const taken = profiles.some((profile) => profile !== own && profile.data.name === name);
  if (name !== undefined && taken) throw recordInvalid("Name has already been taken");
}

/** A name for a profile that was given none. */
function freeName({ profiles }: StoredFactory, start: string = "custom"): string {
  const taken = new Set(profiles.map(({ data }) => data.name));
  let name = start;
  for (let count = 1; taken.has(name); count += 1) name = `${start}_${count}`;
  return name;
}
