import {
  isPlainObject,
  requireItems,
  requireKind,
  requireObject,
  requireOneOf,
  requireText,
  requireThat,
} from "../../http/argument-checks.ts";
import { createHidden } from "../../http/hidden.ts";
import type { RequestOptions } from "../../http/options.ts";
import type { ProfileRules, ProfileValues } from "./profile-rules.ts";
import type { ProfileChange } from "./profile-values.ts";

/** Creates a profile. */
export interface CreateProfileStep {
  readonly action: "create";
  readonly name: string;
  /** Fields of the new profile. */
  readonly values: ProfileValues;
}

/** Updates fields of a profile. */
export interface UpdateProfileStep {
  readonly action: "update";
  readonly name: string;
  readonly id: string;
  /** Old and new values of the fields that differ. */
  readonly changes: Readonly<Record<string, ProfileChange>>;
}

/** Deletes a profile. */
export interface DeleteProfileStep {
  readonly action: "delete";
  readonly name: string;
  readonly id: string;
  /** Fields that the profile had. */
  readonly values: ProfileValues;
}

/** One step of a {@link ProfilePlan}. Narrow it by `action`. */
export type ProfileStep = CreateProfileStep | UpdateProfileStep | DeleteProfileStep;

/**
 * Steps that turn the profiles of a factory into the wanted ones: plain JSON. Like the profiles, it may contain
 * encryption keys.
 */
export interface ProfilePlan {
  readonly factoryId: string;
  /** Steps in the order in which they are executed. Empty when no profile differs. */
  readonly steps: readonly ProfileStep[];
}

/** A profile, as far as plans read it. */
export interface PlannedProfile {
  readonly details: { readonly id: string; readonly name?: string | null | undefined };
  save(options?: RequestOptions): Promise<PlannedProfile>;
}

/** The part of a factory that holds its profiles, as far as plans read it. */
export interface PlannedFactory {
  readonly id: string;
  readonly profiles: {
    all(query: { expand: boolean }, options: RequestOptions): PromiseLike<PlannedProfile[]>;
    create(params: object, options: RequestOptions): Promise<PlannedProfile>;
    delete(id: string, options: RequestOptions): Promise<unknown>;
  };
}

/** Factories of the plans that were made in this process. */
const owners = /* @__PURE__ */ createHidden<PlannedFactory>();

/** Returns the factory that a plan was made for, if the plan was made in this process. */
export function ownerOf(plan: ProfilePlan): PlannedFactory | undefined {
  return owners.find(plan);
}

/** Creates a plan for a factory. */
export function createPlan(owner: PlannedFactory, steps: readonly ProfileStep[]): ProfilePlan {
  const plan: ProfilePlan = { factoryId: owner.id, steps };
  owners.set(plan, owner);
  return plan;
}

/** Checks an argument that must be a factory. */
export function requireOwner(argument: string, factory: PlannedFactory): void {
  const isFactory = typeof factory?.profiles?.all === "function";
  requireKind(isFactory, argument, factory, "a Factory");
}

/**
 * Returns the steps of a plan, which may have been stored or edited.
 *
 * @throws {InvalidArgumentError} When the plan is not valid.
 */
export function readSteps(rules: ProfileRules, plan: ProfilePlan): readonly ProfileStep[] {
  const { factoryId, steps } = requireObject("plan", plan);
  requireText("plan.factoryId", factoryId);
  const kinds = { array: "an array of steps", item: "must be an object" };
  requireItems("plan.steps", steps, isPlainObject, kinds);
  for (const [index, step] of steps.entries()) checkStep(rules, `plan.steps[${index}]`, step);
  return steps;
}

function checkStep(rules: ProfileRules, argument: string, step: ProfileStep): void {
  requireOneOf(`${argument}.action`, step.action, ["create", "update", "delete"]);
  requireText(`${argument}.name`, step.name);
  if (step.action !== "create") requireText(`${argument}.id`, step.id);
  if (step.action !== "update") {
    requireObject(`${argument}.values`, step.values);
    return;
  }
  for (const [field, change] of Object.entries(
    requireObject(`${argument}.changes`, step.changes),
  )) {
    const name = `${argument}.changes.${field}`;
    const isAllowed = rules.isAssignable(field) && field !== "preset_name";
    requireThat(isAllowed, name, "must not be there: an update cannot change this field");
    const { to } = requireObject(name, change);
    requireThat(to !== null && to !== undefined, `${name}.to`, "must be a value");
  }
}
