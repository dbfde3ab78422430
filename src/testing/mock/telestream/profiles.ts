import { newId } from "../../upload-server/video-data.ts";
import { listEncodings } from "./encodings.ts";
import { missingParameters, recordInvalid, recordNotFound } from "./errors.ts";
import { textOf } from "./fields.ts";
import { requireProfile } from "./find-profiles.ts";
import { findPreset } from "./presets.ts";
import type { ProfileRecord } from "./records.ts";
import { type Handler, ok, type TelestreamRequest } from "./request.ts";
import { formatDate, type Stored, type StoredFactory } from "./state.ts";

/** Handles the operations below `/profiles`. */
export const profileHandlers: Record<
  | "listProfiles"
  | "createProfile"
  | "getProfile"
  | "updateProfile"
  | "deleteProfile"
  | "listProfileEncodings",
  Handler
> = {
  listProfiles(request) {
    const { factory } = request;
    return request.list(
      "profiles",
      factory.profiles.map(({ data }) => showProfile(request, data)),
    );
  },

  createProfile(request) {
    const { context, factory, fields, settings } = request;
    const now = formatDate(context.clock.now());
    const initial = readInitialFields(request);
    const name = textOf(fields, "name") ?? unusedName(factory, textOf(fields, "preset_name"));
    requireUnusedName(factory, name);
    const data = { ...initial, ...settings, id: newId(), name, created_at: now, updated_at: now };
    factory.profiles.unshift({ data });
    return ok(showProfile(request, data));
  },

  getProfile: (request) => ok(showProfile(request, requireProfile(request).data)),

  updateProfile(request) {
    const { context, factory, fields } = request;
    const profile = requireProfile(request);
    requireUnusedName(factory, textOf(fields, "name"), profile);
    const updated_at = formatDate(context.clock.now());
    profile.data = { ...profile.data, ...request.settings, updated_at };
    return ok(showProfile(request, profile.data));
  },

  deleteProfile(request) {
    const { profiles } = request.factory;
    profiles.splice(profiles.indexOf(requireProfile(request)), 1);
    return ok({ deleted: true });
  },

  listProfileEncodings(request) {
    const { id } = requireProfile(request).data;
    const ofProfile = request.factory.encodings.filter(({ data }) => data.profile_id === id);
    return listEncodings(request, ofProfile);
  },
};

/** Returns the initial fields of a profile: those of its preset, or none if it has a command. */
function readInitialFields({ context, fields }: TelestreamRequest): Partial<ProfileRecord> {
  const preset = textOf(fields, "preset_name");
  if (preset !== undefined) {
    const found = findPreset(preset, context.generation.units);
    if (found === undefined) throw recordNotFound("Preset", preset);
    return found;
  }
  const { command, extname } = fields;
  if (command === undefined) throw missingParameters("preset_name");
  if (extname === undefined) throw missingParameters("extname");
  return {};
}

/** @throws {RejectedError} When another profile has the name. */
export function requireUnusedName(
  { profiles }: StoredFactory,
  name: string | undefined,
  renamed?: Stored<ProfileRecord>,
): void {
  const taken = profiles.some((profile) => profile !== renamed && profile.data.name === name);
  if (name !== undefined && taken) throw recordInvalid("Name has already been taken");
}

/** Returns a name for a profile without one. */
function unusedName({ profiles }: StoredFactory, start: string = "custom"): string {
  const taken = new Set(profiles.map(({ data }) => data.name));
  let name = start;
  for (let count = 1; taken.has(name); count += 1) name = `${start}_${count}`;
  return name;
}

/** Fields that are accepted, but never part of a response. */
const hiddenNames = ["category", "path_format"];

/** Returns a profile as in a response: complete with `expand`, otherwise without default values. */
export function showProfile(
  { context, fields: { expand } }: TelestreamRequest,
  profile: ProfileRecord,
): ProfileRecord {
  const { profileDefaults: defaults } = context.generation;
  const complete = { aspect_mode: "letterbox", ...defaults, ...profile };
  const isDefault = ([name, value]: [string, unknown]) =>
    Object.hasOwn(defaults, name) && defaults[name] === value;
  const shown = Object.entries(complete).filter(
    (entry) => !hiddenNames.includes(entry[0]) && (expand === true || !isDefault(entry)),
  );
  return { ...Object.fromEntries(shown), id: profile.id };
}
