/** @import { Oas3Rule } from "@redocly/openapi-core" */

/**
 * An operationId becomes a function, so it is a verb of the given list and a noun, in camelCase.
 * A missing operationId is left to Redocly's own rule.
 *
 * @type {Oas3Rule}
 */
export const operationIdVerb = ({ verbs }) => {
  const pattern = new RegExp(`^(${verbs.join("|")})[A-Z][A-Za-z0-9]*$`);

  return {
    Operation({ operationId }, { report, location }) {
      if (operationId === undefined || pattern.test(operationId)) return;

      report({
        message: `operationId "${operationId}" must be a verb and a noun in camelCase: ${verbs.join(", ")}`,
        location: location.child("operationId"),
      });
    },
  };
};
