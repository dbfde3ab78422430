import { valuesMatchSchema } from "./values-match-schema.js";

/** @import { Oas3Rule, Plugin } from "@redocly/openapi-core" */

/**
 * The project's own lint rules for OpenAPI documents. `specs/redocly.yaml` enables them.
 *
 * @returns {Plugin}
 */
// biome-ignore lint/style/noDefaultExport: Redocly loads a plugin by its default export.
export default function specPlugin() {
  return {
    id: "project",
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

/**
 * Requires error responses, which define the error types of a function. Webhooks are exempt: their
 * responses come from the receiver.
 *
 * @type {Oas3Rule}
 */
const documentedErrors = () => ({
  Paths: {
    Operation({ operationId, responses = {} }, { report, location }) {
      const statuses = Object.keys(responses);
      const responsesKey = location.child("responses").key();

      if (!statuses.some((status) => /^4(\d\d|XX)$/.test(status))) {
        report({ message: `${operationId} documents no 4xx response`, location: responsesKey });
      }
      if (!statuses.some((status) => status === "default" || /^5(\d\d|XX)$/.test(status))) {
        report({
          message: `${operationId} documents no 5xx or default response`,
          location: responsesKey,
        });
      }
    },
  },
});

/**
 * Requires that an operationId, which becomes a function name, is a verb of the given list and a noun.
 * Redocly's own rule reports a missing operationId.
 *
 * @type {Oas3Rule}
 */
const operationIdVerb = ({ verbs }) => {
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

/**
 * Requires an example for each parameter and each body: mock servers, docs and contract tests use them.
 *
 * @type {Oas3Rule}
 */
const requiredExamples = () => ({
  Parameter(parameter, { report, location }) {
    if (parameter.content || hasExample(parameter)) return;

    report({ message: `Parameter "${parameter.name}" has no example`, location });
  },
  RequestBody: {
    MediaType(mediaType, { report, location, key }) {
      if (!hasExample(mediaType))
        report({ message: `Request body ${key} has no example`, location });
    },
  },
  Response: {
    MediaType(mediaType, { report, location, key }) {
      if (!hasExample(mediaType))
        report({ message: `Response body ${key} has no example`, location });
    },
  },
});

/**
 * Returns whether a parameter or body has an example.
 *
 * @param {{ example?: unknown, examples?: Record<string, unknown> }} holder
 * @returns {boolean}
 */
function hasExample({ example, examples = {} }) {
  return example !== undefined || Object.keys(examples).length > 0;
}

/**
 * Requires a summary, which starts the docstring of a function and is the heading of a page.
 *
 * @type {Oas3Rule}
 */
const summaryForm = () => ({
  Operation({ summary }, { report, location }) {
    if (!summary) {
      report({ message: "Summary is missing", location: location.key() });
      return;
    }

    const summaryLocation = location.child("summary");
    if (!/^\p{Lu}/u.test(summary)) {
      report({
        message: `Summary "${summary}" must start with a capital letter`,
        location: summaryLocation,
      });
    }
    if (summary.endsWith(".")) {
      report({
        message: `Summary "${summary}" must not end with a period`,
        location: summaryLocation,
      });
    }
  },
});
