import {
  requireBoolean,
  requireItems,
  requireKnownOptions,
  requireObject,
  requireText,
} from "../../http/argument-checks.ts";
import type { RequestOptions } from "../../http/options.ts";
import { ProfilePlanError } from "./profile-errors.ts";
import {
  type CreateProfileStep,
  createPlan,
  type DeleteProfileStep,
  type PlannedFactory,
  type PlannedProfile,
  type ProfilePlan,
  type ProfileStep,
  requireOwner,
} from "./profile-plan.ts";
import type { ProfileRules, ProfileValues } from "./profile-rules.ts";
import { compareProfile, toWantedValue, valuesOf } from "./profile-values.ts";

/**
 * Profile that a factory should have, recognized by its name. Fields that are not given stay as they are.
 * `null` resets a field to its default. Fields that cannot be written, such as `id`, are ignored.
 */
export type WantedProfileOf<Fields> = { readonly name: string } & {
  readonly [Field in keyof Omit<Fields, "name">]?: Fields[Field] | null;
};

/** Options of {@link planProfiles}. */
export interface PlanProfilesOptions extends RequestOptions {
  /**
   * Whether profiles that are not in the list are deleted.
   *
   * @default false
   */
  deleteOthers?: boolean | undefined;
  /**
   * Whether a profile is deleted and created again, with a new id, if an update cannot make a change:
   * the preset cannot be changed, and a field without a known default cannot be unset. By default,
   * such a change throws a {@link ProfilePlanError}.
   *
   * @default false
   */
  replace?: boolean | undefined;
}

/** Compares a list of profiles with those of a factory. See `planProfiles()` of each generation of the API. */
export async function planProfilesBy(
  rules: ProfileRules,
  factory: PlannedFactory,
  wanted: readonly object[],
  options: PlanProfilesOptions,
): Promise<ProfilePlan> {
  requireOwner("factory", factory);
  requireKnownOptions(requireObject("options", options), planOptions);
  const { deleteOthers, replace, ...settings } = options;
  requireBoolean("deleteOthers", deleteOthers);
  requireBoolean("replace", replace);
  const profiles = readWanted(rules, wanted);
  const existing = await listProfiles(factory, settings);
  const names = new Set(profiles.map(({ name }) => name));
  const drafts = profiles.map((profile) => draftSteps(rules, profile, existing.get(profile.name)));
  if (replace !== true) requireNoReplacement(drafts);
  const others = [...existing].filter(([name]) => deleteOthers === true && !names.has(name));
  const deletions = others.map(([name, profile]) => deletionOf(rules, name, profile));
  return createPlan(factory, [...drafts.flatMap(({ steps }) => steps), ...deletions]);
}

const planOptions: Record<keyof PlanProfilesOptions, true> = {
  deleteOthers: true,
  replace: true,
  headers: true,
  signal: true,
  retries: true,
  timeoutMs: true,
};

/**
 * Lists the profiles of a factory with all their fields, by name. The id takes the place of a missing name.
 *
 * @throws {ProfilePlanError} When names are not unique.
 */
export async function listProfiles(
  factory: PlannedFactory,
  options: RequestOptions,
): Promise<Map<string, PlannedProfile>> {
  const profiles = await factory.profiles.all({ expand: true }, options);
  const names = profiles.map(({ details }) => String(details.name ?? details.id));
  requireUnique("duplicate-existing", names);
  return new Map(profiles.map((profile, index) => [names[index] ?? "", profile]));
}

/** Wanted fields of one profile, without its name. */
interface WantedValues {
  readonly name: string;
  readonly values: ProfileValues;
  readonly argument: string;
}

function readWanted(rules: ProfileRules, wanted: readonly object[]): WantedValues[] {
  const item = "must be an object";
  requireItems("wanted", wanted, isObject, { array: "an array of profiles", item });
  const profiles = wanted.map((profile, index) => readProfile(rules, `wanted[${index}]`, profile));
  requireUnique(
    "duplicate-wanted",
    profiles.map(({ name }) => name),
  );
  return profiles;
}

function readProfile(rules: ProfileRules, argument: string, profile: object): WantedValues {
  const { name, ...fields } = { ...profile } as Record<string, unknown>;
  const given = Object.entries(fields).filter(
    ([field, value]) => value !== undefined && rules.isAssignable(field),
  );
  const values = given.map(([field, value]) => [
    field,
    toWantedValue(`${argument}.${field}`, value),
  ]);
  return {
    name: requireText(`${argument}.name`, name),
    values: Object.fromEntries(values),
    argument,
  };
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function requireUnique(
  reason: "duplicate-wanted" | "duplicate-existing",
  names: readonly string[],
): void {
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  if (repeated.length === 0) return;
  const place = reason === "duplicate-wanted" ? "in the list" : "in the factory";
  const problem = `exists more than once ${place}`;
  throw new ProfilePlanError(reason, new Map(repeated.map((name) => [name, problem])));
}

/** Steps for one profile, and the fields because of which it must be replaced. */
interface DraftSteps {
  readonly name: string;
  readonly steps: readonly ProfileStep[];
  readonly unchangeable: readonly string[];
}

function draftSteps(
  rules: ProfileRules,
  wanted: WantedValues,
  existing: PlannedProfile | undefined,
): DraftSteps {
  const { name } = wanted;
  if (existing === undefined) return { name, steps: [creationOf(rules, wanted)], unchangeable: [] };
  const { id } = existing.details;
  const { changes, unchangeable } = compareProfile(rules, wanted.values, existing.details);
  if (unchangeable.length > 0) {
    return {
      name,
      steps: [deletionOf(rules, name, existing), creationOf(rules, wanted)],
      unchangeable,
    };
  }
  const isSame = Object.keys(changes).length === 0;
  return { name, steps: isSame ? [] : [{ action: "update", name, id, changes }], unchangeable };
}

function creationOf(
  rules: ProfileRules,
  { name, values, argument }: WantedValues,
): CreateProfileStep {
  const fields = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  rules.requireCreatable(fields, argument);
  return { action: "create", name, values: fields };
}

function deletionOf(
  rules: ProfileRules,
  name: string,
  { details }: PlannedProfile,
): DeleteProfileStep {
  return { action: "delete", name, id: details.id, values: valuesOf(rules.isAssignable, details) };
}

function requireNoReplacement(drafts: readonly DraftSteps[]): void {
  const replaced = drafts.filter(({ unchangeable }) => unchangeable.length > 0);
  if (replaced.length === 0) return;
  const problems = replaced.map(({ name, unchangeable }): [string, string] => [
    name,
    `must be replaced to change or unset ${unchangeable.join(", ")} (option "replace")`,
  ]);
  throw new ProfilePlanError("replacement-required", new Map(problems));
}
