/** @import { Oas3Rule, UserContext } from "@redocly/openapi-core" */

import { Ajv2020 } from "ajv/dist/2020.js";

/**
 * Checks the values that Redocly's own rules skip: defaults of schemas and examples of response
 * headers.
 *
 * @type {Oas3Rule}
 */
export const valuesMatchSchema = () => ({
  Schema: checkDefault,
  // A default beside a $ref: the visitor above receives only the target.
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
 * Checks the default of a schema.
 *
 * @param {object} schema
 * @param {UserContext} context
 */
function checkDefault(schema, context) {
  if ("default" in schema) check("Default", ["default"], schema.default, schema, context);
}

/**
 * Reports a value that does not match its schema.
 *
 * @param {string} title
 * @param {readonly string[]} path of the value, relative to the current location
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

/**
 * Copies a schema with every `$ref` replaced by its target, so that the validator resolves none.
 * A reference to a schema that is being copied becomes `{}`, which allows any value.
 *
 * @param {unknown} node
 * @param {UserContext["resolve"]} resolve
 * @param {{ file?: string, targets?: readonly unknown[] }} [from] location of the node
 * @returns {unknown}
 */
function inlineReferences(node, resolve, { file, targets = [] } = {}) {
  if (Array.isArray(node)) {
    return node.map((item) => inlineReferences(item, resolve, { file, targets }));
  }
  if (typeof node !== "object" || node === null) return node;

  const { $ref, ...siblings } = /** @type {Record<string, unknown>} */ (node);
  const copy = Object.fromEntries(
    Object.entries(siblings).map(([key, value]) => [
      key,
      inlineReferences(value, resolve, { file, targets }),
    ]),
  );
  if (typeof $ref !== "string") return copy;

  const target = resolve({ $ref }, file);
  if (target.node === undefined || targets.includes(target.node)) return copy;

  const inlined = inlineReferences(target.node, resolve, {
    file: target.location?.source.absoluteRef,
    targets: [...targets, target.node],
  });
  return { allOf: [inlined, copy] };
}
