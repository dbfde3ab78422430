import { loadProfileTasks } from "#telestream-tasks";
import type { CreateProfileQuery } from "../../generated/flip/endpoints.ts";
import type { ApplyOptions } from "../telestream/profiles/apply-profiles.ts";
import type { PlanProfilesOptions, WantedProfileOf } from "../telestream/profiles/plan-profiles.ts";
import type { AppliedProfileStep } from "../telestream/profiles/profile-errors.ts";
import type { ProfilePlan } from "../telestream/profiles/profile-plan.ts";
import type { Factory } from "./factory.ts";
import { profileRules } from "./profile-rules.ts";
import type { ProfileData } from "./resources.ts";

/** The part of a factory that holds its profiles. */
export type ProfileOwner = Pick<Factory, "id" | "profiles">;

/**
 * Profile that a factory should have, recognized by its name. Fields that are not given stay as they are.
 * `null` resets a field to its default. `id`, `created_at` and `updated_at` are ignored.
 */
export type WantedProfile = WantedProfileOf<CreateProfileQuery>;

/**
 * Compares a list of profiles with those of a factory. Sends no request that changes anything: pass the result to
 * `applyProfiles()`. Profiles are recognized by their names.
 *
 * Values that mean the same are equal: numbers and their text, and a default and an unset field.
 * `category` and `path_format` are sent for new profiles only, because the service does not return them.
 *
 * @param wanted - The profiles, also those of another factory.
 * @returns The steps. `steps` is empty when no profile differs.
 * @throws {InvalidArgumentError} When an argument is not valid.
 * @throws {ProfilePlanError} When names are not unique, or a profile would have to be replaced.
 * @throws {HttpError} When the service rejects the request.
 * @example
 * const plan = await planProfiles(factory, [{ name: "mp4", preset_name: "h264", video_bitrate: 800 }]);
 * await applyProfiles(plan);
 */
export async function planProfiles(
  factory: ProfileOwner,
  wanted: readonly (WantedProfile | ProfileData)[],
  options: PlanProfilesOptions = {},
): Promise<ProfilePlan> {
  const { planProfilesBy } = await loadProfileTasks();
  return planProfilesBy(profileRules, factory, wanted, options);
}

/** Options of {@link applyProfiles}. */
export interface ApplyProfilesOptions extends ApplyOptions<ProfileOwner> {}

/**
 * Executes a plan of `planProfiles()`, one step after the other.
 *
 * Before the first step, it is checked that the profiles are still those that the plan was made for. Steps that are
 * done already are skipped, so a plan can be applied again after an error. To verify the result, make another
 * plan: it is empty, unless the service has ignored a field.
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
