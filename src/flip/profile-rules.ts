import { isSet } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import type { ProfileRules } from "../telestream/profiles/profile-rules.ts";

const readonlyFields = new Set(["id", "created_at", "updated_at"]);

/** Returns whether a field of a factory or profile can be assigned. */
export function isAssignable(field: string): boolean {
  return !readonlyFields.has(field);
}

/** Fields that decide how a profile is created. */
interface Recipe {
  readonly preset_name?: unknown;
  readonly command?: unknown;
  readonly extname?: unknown;
}

/** What API 3.0 knows about profiles. */
export const profileRules: ProfileRules = {
  isAssignable,
  hiddenFields: ["category", "path_format"],
  requireCreatable({ preset_name, command, extname }: Recipe, argument) {
    if (isSet(preset_name) || (isSet(command) && isSet(extname))) return;
    const expectation = "must contain preset_name, or both command and extname";
    throw new InvalidArgumentError(argument, expectation);
  },
};
