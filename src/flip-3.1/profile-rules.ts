import { isSet } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import type { ProfileRules } from "../telestream/profiles/profile-rules.ts";

const readonlyFields = /* @__PURE__ */ new Set([
  "id",
  "created_at",
  "updated_at",
  "description",
  "stack",
  "inputs",
  "outputs",
]);

/** What API 3.1 knows about profiles. */
export const profileRules: ProfileRules = {
  isAssignable: (field) => !readonlyFields.has(field),
  hiddenFields: [
    "dynamic_recipe",
    "preset_version",
    "segment_delimiter",
    "size",
    "tar",
    "vantage_group_id",
    "workorder_criteria",
  ],
  requireCreatable({ preset_name }: { readonly preset_name?: unknown }, argument) {
    if (!isSet(preset_name)) throw new InvalidArgumentError(argument, "must contain preset_name");
  },
};
