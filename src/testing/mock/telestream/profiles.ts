import { newId } from "../../upload-server/video-data.ts";
import { listEncodings } from "./encodings.ts";
import { missingParameters, recordInvalid, recordNotFound } from "./errors.ts";
import { type Fields, textOf } from "./fields.ts";
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
    const { factory, fields } = request;
    return request.list(
      "profiles",
      factory.profiles.map(({ data }) => showProfile(data, fields)),
    );
  },

  createProfile(request) {
    const { context, factory, fields } = request;
    const now = formatDate(context.clock.now());
    const initial = readInitialFields(request);
    const name = textOf(fields, "name") ?? unusedName(factory, textOf(fields, "preset_name"));
    requireUnusedName(factory, name);
    const data = { ...initial, ...fields, id: newId(), name, created_at: now, updated_at: now };
    factory.profiles.unshift({ data });
    return ok(showProfile(data));
  },

  getProfile: (request) => ok(showProfile(requireProfile(request).data, request.fields)),

  updateProfile(request) {
    const { context, factory, fields } = request;
    const profile = requireProfile(request);
    requireUnusedName(factory, textOf(fields, "name"), profile);
    profile.data = { ...profile.data, ...fields, updated_at: formatDate(context.clock.now()) };
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
    return listEncodings(request, ofProfile);
  },
};

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

function requireProfile({ factory, id }: TelestreamRequest): Stored<ProfileRecord> {
  const found = findProfile(factory, id);
  if (found === undefined) throw recordNotFound("Profile", id);
  return found;
}

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

function requireUnusedName(
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

/** Fields that are omitted from responses while they have these values. */
const defaults = {
  upscale: true,
  two_pass: false,
  fps: null,
  keyframe_interval: 250,
  audio_sample_rate: 44_100,
  frame_count: 7,
  time_code: false,
  priority: 0,
} as const satisfies Fields;

/** Fields that are accepted, but never part of a response. */
const hiddenNames = ["category", "path_format"];

/** Returns a profile as in a response: complete with `expand`, otherwise without default values. */
function showProfile(profile: ProfileRecord, { expand }: Fields = {}): ProfileRecord {
  const complete = { aspect_mode: "letterbox", ...defaults, ...profile };
  const shown = Object.entries(complete).filter(
    ([name, value]) => !hiddenNames.includes(name) && (expand === true || !isDefault(name, value)),
  );
  return { ...Object.fromEntries(shown), id: profile.id };
}

function isDefault(name: string, value: unknown): boolean {
  return Object.hasOwn(defaults, name) && defaults[name as keyof typeof defaults] === value;
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
