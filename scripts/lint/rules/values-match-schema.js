/** @import { Oas3Rule, UserContext } from "@redocly/openapi-core" */

import { Ajv2020 } from "ajv/dist/2020.js";
import { inlineReferences } from "./inline-references.js";

/**
 * Checks the values that Redocly's own rules for examples leave out: defaults of schemas and
 * examples of response headers.
 *
 * @type {Oas3Rule}
 */
export const valuesMatchSchema = () => ({
  Schema: checkDefault,
  // A default that stands beside a $ref: Redocly hands only the target to the visitor above.
  ref: checkDefault,
  Header({ example, examples = {}, schema }, context) {
    if (example !== undefined) check("Example", ["example"], example, schema, context);
    for (const [name, entry] of Object.entries(examples)) {
      const value = context.resolve(entry).node?.value;
      check("Example", ["examples", name, "value"], value, schema, context);
    }
  },
});

const ajv = new Ajv2020({ strict: false, validateFormats: false });

/**
 * @param {object} schema
 * @param {UserContext} context
 */
function checkDefault(schema, context) {
  if ("default" in schema) check("Default", ["default"], schema.default, schema, context);
}

/**
 * @param {string} title
 * @param {readonly string[]} path of the value, from the current place
 * @param {unknown} value
 * @param {unknown} schema
 * @param {UserContext} context
 */
function check(title, path, value, schema, { report, location, resolve }) {
  const isValid = ajv.compile(Object(inlineReferences(schema, resolve)));
  if (isValid(value)) return;

  report({
    message: `${title} ${JSON.stringify(value)} does not match its schema: ${ajv.errorsText(isValid.errors)}`,
    location: location.child([...path]),
  });
}
