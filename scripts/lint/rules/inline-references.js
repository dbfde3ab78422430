/** @import { UserContext } from "@redocly/openapi-core" */

/**
 * Copies a schema with every `$ref` replaced by its target, so that a validator needs nothing else.
 * A reference to a schema that is being copied ends in `{}`, which allows everything.
 *
 * @param {unknown} node
 * @param {UserContext["resolve"]} resolve
 * @param {{ file?: string, targets?: readonly unknown[] }} [from] where the node stands
 * @returns {unknown}
 */
export function inlineReferences(node, resolve, { file, targets = [] } = {}) {
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
