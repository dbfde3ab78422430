/** @import { Oas3Rule } from "@redocly/openapi-core" */

/**
 * The error types of a function come from its documented answers. The answers to a webhook are the
 * receiver's and are left alone.
 *
 * @type {Oas3Rule}
 */
export const documentedErrors = () => ({
  Paths: {
    Operation({ operationId, responses = {} }, { report, location }) {
      const statuses = Object.keys(responses);
      const place = location.child("responses").key();

      if (!statuses.some((status) => /^4(\d\d|XX)$/.test(status))) {
        report({ message: `${operationId} documents no 4xx answer`, location: place });
      }
      if (!statuses.some((status) => status === "default" || /^5(\d\d|XX)$/.test(status))) {
        report({ message: `${operationId} documents no 5xx or default answer`, location: place });
      }
    },
  },
});
