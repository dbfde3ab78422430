/** @import { Oas3Rule } from "@redocly/openapi-core" */

/**
 * A summary opens the docstring of a function and the heading of a page.
 *
 * @type {Oas3Rule}
 */
export const summaryForm = () => ({
  Operation({ summary }, { report, location }) {
    if (!summary) {
      report({ message: "Summary is missing", location: location.key() });
      return;
    }

    const place = location.child("summary");
    if (!/^\p{Lu}/u.test(summary)) {
      report({ message: `Summary "${summary}" must start with a capital letter`, location: place });
    }
    if (summary.endsWith(".")) {
      report({ message: `Summary "${summary}" must not end in a full stop`, location: place });
    }
  },
});
