/** @import { Oas3Rule } from "@redocly/openapi-core" */

/**
 * Mock servers, docs and contract tests live on examples: each parameter and each body has one.
 *
 * @type {Oas3Rule}
 */
export const requiredExamples = () => ({
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
 * @param {{ example?: unknown, examples?: Record<string, unknown> }} holder
 * @returns {boolean}
 */
function hasExample({ example, examples = {} }) {
  return example !== undefined || Object.keys(examples).length > 0;
}
