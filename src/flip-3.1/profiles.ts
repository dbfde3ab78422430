import { loadProfileTasks } from "#telestream-tasks";
import type { CreateProfileBody } from "../../generated/flip-3.1/endpoints.ts";
import { requireThat } from "../http/argument-checks.ts";
import type { ApplyOptions } from "../telestream/profiles/apply-profiles.ts";
import type { PlanProfilesOptions, WantedProfileOf } from "../telestream/profiles/plan-profiles.ts";
import type { AppliedProfileStep } from "../telestream/profiles/profile-errors.ts";
import type { ProfilePlan } from "../telestream/profiles/profile-plan.ts";
import type { ProfileData } from "./data.ts";
import type { Factory } from "./factory.ts";
import { profileRules } from "./profile-rules.ts";

/** The part of a factory that holds its profiles. */
export type ProfileOwner = Pick<Factory, "id" | "profiles">;

/**
 * Profile that a factory should have, recognized by its name. Fields that are not given stay as they are.
 * `null` resets a field to its default. Fields that cannot be written, such as `id` and `stack`, are ignored. Bit rates
 * are in bit/s.
 */
export type WantedProfile = WantedProfileOf<CreateProfileBody>;

/**
 * Compares a list of profiles with those of a factory. Sends no request that changes anything: pass the result to
 * `applyProfiles()`. Profiles are recognized by their names.
 *
 * Values that mean the same are equal: numbers and their text, and a default and an unset field. Fields that the
 * service does not return, such as `preset_version`, are sent for new profiles only.
 *
 * @param wanted - The profiles, also those of another factory of this API. Those of API 3.0 have other units.
 * @returns The steps. `steps` is empty when no profile differs.
 * @throws {InvalidArgumentError} When an argument is not valid.
 * @throws {ProfilePlanError} When names are not unique, or a profile would have to be replaced.
 * @throws {HttpError} When the service rejects the request.
 * @example
 * const plan = await planProfiles(factory, [{ name: "mp4", preset_name: "h264", video_bitrate: 800_000 }]);
 * await applyProfiles(plan);
 */
export async function planProfiles(
  factory: ProfileOwner,
  wanted: readonly (WantedProfile | ProfileData)[],
  options: PlanProfilesOptions = {},
): Promise<ProfilePlan> {
  if (Array.isArray(wanted))
    for (const [index, profile] of wanted.entries()) requireScalars(index, profile);
  const { planProfilesBy } = await loadProfileTasks();
  return planProfilesBy(profileRules, factory, wanted, options);
}

/** Checks that a profile has no lists: a plan contains only texts, numbers and booleans. */
function requireScalars(index: number, profile: object): void {
  for (const [field, value] of Object.entries(profile ?? {})) {
    const expectation =
      "must not be a list: create the profile without it, and assign it to the profile";
    requireThat(!Array.isArray(value), `wanted[${index}].${field}`, expectation);
  }
}

/** Options of {@link applyProfiles}. */
export interface ApplyProfilesOptions extends ApplyOptions<ProfileOwner> {}

/**
 * Executes a plan of `planProfiles()`, one step after the other. Steps that are done already are skipped, so a plan can
 * be applied again after an error.
 *
 * @returns What each step has done.
 * @throws {InvalidArgumentError} When the plan is not valid, or is one for another factory.
 * @throws {ProfilePlanError} With the reason `outdated` when another process has changed, created or
 *   deleted one of the profiles. Nothing has been changed: make a new plan.
 * @throws {ApplyProfilesError} When a step fails. Apply the same plan, or `error.remaining`, to continue.
 */
export async function applyProfiles(
  plan: ProfilePlan,
  options: ApplyProfilesOptions = {},
): Promise<AppliedProfileStep[]> {
  const { applyProfilesBy } = await loadProfileTasks();
  return applyProfilesBy(profileRules, plan, options);
}
