import type { ProfileData } from "../../../flip/profile.ts";
import type { Fields } from "./read-fields.ts";

/** Fields that are left out of answers as long as they have these values. */
const defaults = {
  upscale: true,
  two_pass: false,
  fps: null,
  keyframe_interval: 250,
  audio_sample_rate: 44_100,
  frame_count: 7,
  time_code: false,
  priority: 0,
} as const satisfies Partial<ProfileData>;

/** Fields that are taken, but never answered. */
const hiddenNames = ["category", "path_format"];

/** A profile as it is answered: whole with `expand`, else without what has its default value. */
export function showProfile(profile: ProfileData, { expand }: Fields = {}): ProfileData {
  const whole = { aspect_mode: "letterbox" as const, ...defaults, ...profile };
  const shown = Object.entries(whole).filter(
    ([name, value]) => !hiddenNames.includes(name) && (expand === true || !isDefault(name, value)),
  );
  return { ...Object.fromEntries(shown), id: profile.id };
}

function isDefault(name: string, value: unknown): boolean {
  return Object.hasOwn(defaults, name) && defaults[name as keyof typeof defaults] === value;
}
