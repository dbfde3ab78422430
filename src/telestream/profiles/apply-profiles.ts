import { requireObject, requireThat } from "../../http/argument-checks.ts";
import { FlipPiliError, HttpError, InvalidArgumentError } from "../../http/errors.ts";
import type { RequestOptions } from "../../http/options.ts";
import { toPrintable } from "../../http/printable.ts";
import { listProfiles } from "./plan-profiles.ts";
import { type AppliedProfileStep, ApplyProfilesError, ProfilePlanError } from "./profile-errors.ts";
import {
  type CreateProfileStep,
  createPlan,
  type DeleteProfileStep,
  ownerOf,
  type PlannedFactory,
  type PlannedProfile,
  type ProfilePlan,
  type ProfileStep,
  readSteps,
  requireOwner,
  type UpdateProfileStep,
} from "./profile-plan.ts";
import type { ProfileRules, ProfileValues } from "./profile-rules.ts";
import {
  compareProfile,
  fieldOf,
  isSameValue,
  toProfileValue,
  valuesOf,
} from "./profile-values.ts";

/** Options of `applyProfiles()`. */
export interface ApplyOptions<Factory> extends RequestOptions {
  /**
   * Factory of the profiles. Required for a plan that was parsed from JSON.
   *
   * @default the factory that the plan was made for
   */
  factory?: Factory | undefined;
}

/** Executes a plan, one step after the other. See `applyProfiles()` of each generation of the API. */
export async function applyProfilesBy(
  rules: ProfileRules,
  plan: ProfilePlan,
  options: ApplyOptions<PlannedFactory>,
): Promise<AppliedProfileStep[]> {
  const { factory: given, ...settings } = requireObject("options", options);
  const steps = readSteps(rules, plan);
  const factory = requireFactory(plan, given);
  if (steps.length === 0) return [];
  const tasks = prepareTasks(rules, steps, await listProfiles(factory, settings));
  const done: AppliedProfileStep[] = [];
  for (const [index, task] of tasks.entries()) {
    try {
      done.push(await runTask(task, factory, settings));
    } catch (cause) {
      const remaining = createPlan(factory, steps.slice(index));
      throw new ApplyProfilesError(task.step, done, remaining, cause);
    }
  }
  return done;
}

function requireFactory(plan: ProfilePlan, given: PlannedFactory | undefined): PlannedFactory {
  const factory = given ?? ownerOf(plan);
  if (factory === undefined) {
    throw new InvalidArgumentError("factory", "must be given for a plan that was parsed from JSON");
  }
  requireOwner("factory", factory);
  requireThat(factory.id === plan.factoryId, "plan", "must be one for this factory");
  return factory;
}

/** A step, and the profile that it is about. */
interface Task {
  readonly step: ProfileStep;
  /** Undefined when there is none: it is to be created, or has been deleted. */
  readonly profile: PlannedProfile | undefined;
  readonly alreadyDone: boolean;
}

/**
 * Finds the profiles of the steps.
 *
 * @throws {ProfilePlanError} When the profiles are neither those before the step nor those after it.
 */
function prepareTasks(
  rules: ProfileRules,
  steps: readonly ProfileStep[],
  profiles: ReadonlyMap<string, PlannedProfile>,
): Task[] {
  const left = new Map(profiles);
  const problems = new Map<string, string>();
  const tasks = steps.map((step): Task => {
    const profile = findProfile(step, left);
    const state = stateOf(rules, step, profile);
    if (step.action === "delete" && profile !== undefined) left.delete(step.name);
    if (typeof state === "string") problems.set(step.name, state);
    return { step, profile, alreadyDone: state === true };
  });
  if (problems.size > 0) throw new ProfilePlanError("outdated", problems);
  return tasks;
}

function findProfile(
  step: ProfileStep,
  profiles: ReadonlyMap<string, PlannedProfile>,
): PlannedProfile | undefined {
  if (step.action === "create") return profiles.get(step.name);
  return [...profiles.values()].find(({ details }) => details.id === step.id);
}

/** Returns whether a step is done already, or why it can no longer be executed. */
function stateOf(
  rules: ProfileRules,
  step: ProfileStep,
  profile: PlannedProfile | undefined,
): boolean | string {
  if (profile === undefined) {
    return step.action === "update" ? "has been deleted" : step.action === "delete";
  }
  const { details } = profile;
  if (step.action === "create") {
    return isAsWanted(rules, step.values, details) || "has been created by someone else";
  }
  const isRenamed = String(details.name ?? details.id) !== step.name;
  if (isRenamed) return `has been renamed to ${details.name}`;
  return step.action === "update"
    ? updateState(step, details)
    : deletionState(rules, step, details);
}

function isAsWanted(rules: ProfileRules, values: ProfileValues, details: object): boolean {
  const { changes, unchangeable } = compareProfile(rules, values, details);
  return Object.keys(changes).length === 0 && unchangeable.length === 0;
}

function updateState({ changes }: UpdateProfileStep, details: object): boolean | string {
  const fields = Object.entries(changes).map(([field, { from, to }]) => {
    const value = toProfileValue(fieldOf(details, field));
    const isDone = isSameValue(field, to, value);
    return { field, isDone, isChanged: !isDone && !isSameValue(field, from, value) };
  });
  const changed = fields.filter(({ isChanged }) => isChanged).map(({ field }) => field);
  if (changed.length > 0) return `has another ${changed.join(", ")} now`;
  return fields.every(({ isDone }) => isDone);
}

function deletionState(
  rules: ProfileRules,

  { values }: DeleteProfileStep,
  details: object,
): false | string {
  const current = valuesOf(rules.isAssignable, details);
  const changed = Object.keys({ ...values, ...current }).filter((field) => {
    const [before, now] = [fieldOf(values, field), fieldOf(current, field)].map(toProfileValue);
    return !isSameValue(field, before ?? null, now ?? null);
  });
  return changed.length > 0 && `has another ${changed.join(", ")} now`;
}

async function runTask(
  { step, profile, alreadyDone }: Task,
  factory: PlannedFactory,
  settings: RequestOptions,
): Promise<AppliedProfileStep> {
  const { action, name } = step;
  const applied = { action, name, alreadyDone };
  if (step.action === "delete") {
    const isGone = alreadyDone || (await isAlreadyDeleted(step, factory, settings));
    return { ...applied, id: step.id, alreadyDone: isGone };
  }
  if (alreadyDone && profile !== undefined) return { ...applied, id: profile.details.id };
  const saved =
    step.action === "create"
      ? await factory.profiles.create(paramsOf(step), settings)
      : await updateProfile(step, profile, settings);
  return { ...applied, id: saved.details.id };
}

function paramsOf({ name, values }: CreateProfileStep): object {
  return { ...values, name };
}

/** Sends the changes that are not made yet. */
async function updateProfile(
  { name, changes }: UpdateProfileStep,
  profile: PlannedProfile | undefined,
  settings: RequestOptions,
): Promise<PlannedProfile> {
  if (profile === undefined) throw new FlipPiliError(`Profile ${toPrintable(name)} does not exist`);
  for (const [field, { to }] of Object.entries(changes)) {
    const current = toProfileValue(fieldOf(profile.details, field));
    if (!isSameValue(field, to, current)) Object.assign(profile, { [field]: to });
  }
  return profile.save(settings);
}

/** Deletes a profile. Returns whether another process has deleted it in the meantime. */
async function isAlreadyDeleted(
  { id }: DeleteProfileStep,
  factory: PlannedFactory,
  settings: RequestOptions,
): Promise<boolean> {
  try {
    await factory.profiles.delete(id, settings);
    return false;
  } catch (error) {
    if (error instanceof HttpError && error.status === 404) return true;
    throw error;
  }
}
