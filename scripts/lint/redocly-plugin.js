import { documentedErrors } from "./rules/documented-errors.js";
import { operationIdVerb } from "./rules/operation-id-verb.js";
import { requiredExamples } from "./rules/required-examples.js";
import { summaryForm } from "./rules/summary-form.js";
import { valuesMatchSchema } from "./rules/values-match-schema.js";

/**
 * The rules of this house for OpenAPI documents; `specs/redocly.yaml` switches them on.
 *
 * @returns {import("@redocly/openapi-core").Plugin}
 */
// biome-ignore lint/style/noDefaultExport: Redocly loads a plugin by its default export.
export default function housePlugin() {
  return {
    id: "house",
    rules: {
      oas3: {
        "documented-errors": documentedErrors,
        "operation-id-verb": operationIdVerb,
        "required-examples": requiredExamples,
        "summary-form": summaryForm,
        "values-match-schema": valuesMatchSchema,
      },
    },
  };
}
