import { FlipPiliError } from "../../http/errors.ts";
import { toPrintable } from "../../http/printable.ts";
import type { ProfilePlan, ProfileStep } from "./profile-plan.ts";

/**
 * Reason of a {@link ProfilePlanError}:
 *
 * - `duplicate-wanted`: several wanted profiles have the same name;
 * - `duplicate-existing`: several profiles of the factory have the same name;
 * - `replacement-required`: an update cannot make a change, see the option `replace`;
 * - `outdated`: since the plan was made, profiles have been changed, created or deleted.
 */
export type ProfilePlanErrorReason =
  | "duplicate-wanted"
  | "duplicate-existing"
  | "replacement-required"
  | "outdated";

/** Thrown when there is no plan, or a plan no longer fits. No profile has been changed. */
export class ProfilePlanError extends FlipPiliError {
  override readonly name = "ProfilePlanError" as const;
  readonly reason: ProfilePlanErrorReason;
  /** Names of the profiles concerned. */
  readonly names: readonly string[];

  /** @param problems - What is wrong with each profile, by its name. */
  constructor(reason: ProfilePlanErrorReason, problems: ReadonlyMap<string, string>) {
    const texts = [...problems].map(([name, problem]) => `profile ${name} ${problem}`);
    super(toPrintable(`Cannot plan or apply profiles: ${texts.join("; ")}`));
    this.reason = reason;
    this.names = [...problems.keys()];
  }
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
