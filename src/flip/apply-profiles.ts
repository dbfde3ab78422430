import type { CreateProfileQuery } from "../../generated/flip/endpoints.ts";
import { requireObject, requireThat } from "../http/argument-checks.ts";
import { FlipPiliError, HttpError, InvalidArgumentError } from "../http/errors.ts";
import type { RequestOptions } from "../http/options.ts";
import { toPrintable } from "../http/printable.ts";
import { listProfiles } from "./plan-profiles.ts";
import type { Profile } from "./profile.ts";
import {
  type CreateProfileStep,
  createPlan,
  type DeleteProfileStep,
  ownerOf,
  type ProfileOwner,
  type ProfilePlan,
  ProfilePlanError,
  type ProfileStep,
  readSteps,
  requireOwner,
  type UpdateProfileStep,
} from "./profile-plan.ts";
import {
  compareProfile,
  fieldOf,
  isSameValue,
  type ProfileValues,
  toProfileValue,
  valuesOf,
} from "./profile-values.ts";

/** Options of {@link applyProfiles}. */
export interface ApplyProfilesOptions extends RequestOptions {
  /**
   * Factory of the profiles. Required for a plan that was parsed from JSON.
   *
   * @default the factory that the plan was made for
   */
  factory?: ProfileOwner | undefined;
}

/** A step that has been executed. */
export interface AppliedProfileStep {
  readonly action: ProfileStep["action"];
  readonly name: string;
  readonly id: string;
  /** Whether nothing had to be sent, because the profile was already as the step makes it. */
  readonly alreadyDone: boolean;
}

/** Thrown when a step fails. The steps before it have been executed. */
export class ApplyProfilesError extends FlipPiliError {
  override readonly name = "ApplyProfilesError" as const;
  /** The steps that have been executed. */
  readonly done: readonly AppliedProfileStep[];
  /** The step that failed. Its error is the `cause`. Hidden from `inspect`, because it may contain keys. */
  declare readonly failed: ProfileStep;
  /** Plan of the failed step and those after it. Hidden from `inspect`, because it may contain keys. */
  declare readonly remaining: ProfilePlan;

  constructor(
    failed: ProfileStep,
    done: readonly AppliedProfileStep[],
    remaining: ProfilePlan,
    cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const step = `${failed.action} profile ${failed.name}`;
    const position = `step ${done.length + 1} of ${done.length + remaining.steps.length}`;
    super(toPrintable(`Cannot ${step} (${position}): ${reason}`), { cause });
    this.done = done;
    Object.defineProperties(this, { failed: { value: failed }, remaining: { value: remaining } });
  }
}

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
  const { factory: given, ...settings } = requireObject("options", options);
  const steps = readSteps(plan);
  const factory = requireFactory(plan, given);
  if (steps.length === 0) return [];
  const tasks = prepareTasks(steps, await listProfiles(factory, settings));
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

function requireFactory(plan: ProfilePlan, given: ProfileOwner | undefined): ProfileOwner {
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
  readonly profile: Profile | undefined;
  readonly alreadyDone: boolean;
}

/**
 * Finds the profiles of the steps.
 *
 * @throws {ProfilePlanError} When the profiles are neither those before the step nor those after it.
 */
function prepareTasks(
  steps: readonly ProfileStep[],
  profiles: ReadonlyMap<string, Profile>,
): Task[] {
  const left = new Map(profiles);
  const problems = new Map<string, string>();
  const tasks = steps.map((step): Task => {
    const profile = findProfile(step, left);
    const state = stateOf(step, profile);
    if (step.action === "delete" && profile !== undefined) left.delete(step.name);
    if (typeof state === "string") problems.set(step.name, state);
    return { step, profile, alreadyDone: state === true };
  });
  if (problems.size > 0) throw new ProfilePlanError("outdated", problems);
  return tasks;
}

function findProfile(
  step: ProfileStep,
  profiles: ReadonlyMap<string, Profile>,
): Profile | undefined {
  if (step.action === "create") return profiles.get(step.name);
  return [...profiles.values()].find(({ details }) => details.id === step.id);
}

/** Returns whether a step is done already, or why it can no longer be executed. */
function stateOf(step: ProfileStep, profile: Profile | undefined): boolean | string {
  if (profile === undefined) {
    return step.action === "update" ? "has been deleted" : step.action === "delete";
  }
  const { details } = profile;
  if (step.action === "create") {
    return isAsWanted(step.values, details) || "has been created by someone else";
  }
  const isRenamed = String(details.name ?? details.id) !== step.name;
  if (isRenamed) return `has been renamed to ${details.name}`;
  return step.action === "update" ? updateState(step, details) : deletionState(step, details);
}

function isAsWanted(values: ProfileValues, details: object): boolean {
  const { changes, unchangeable } = compareProfile(values, details);
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

function deletionState({ values }: DeleteProfileStep, details: object): false | string {
  const current = valuesOf(details);
  const changed = Object.keys({ ...values, ...current }).filter((field) => {
    const [before, now] = [fieldOf(values, field), fieldOf(current, field)].map(toProfileValue);
    return !isSameValue(field, before ?? null, now ?? null);
  });
  return changed.length > 0 && `has another ${changed.join(", ")} now`;
}

async function runTask(
  { step, profile, alreadyDone }: Task,
  factory: ProfileOwner,
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

function paramsOf({ name, values }: CreateProfileStep): CreateProfileQuery {
  return { ...values, name } as CreateProfileQuery; // The types of the values were checked by the caller.
}

/** Sends the changes that are not made yet. */
async function updateProfile(
  { name, changes }: UpdateProfileStep,
  profile: Profile | undefined,
  settings: RequestOptions,
): Promise<Profile> {
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
  factory: ProfileOwner,
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
