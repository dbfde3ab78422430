import type { SpecOperation } from "./operation.ts";

/**
 * Finds an example of the spec.
 *
 * @typeParam Operations - `operations` of the generated schema.
 * @param status - By default the first success.
 * @param name - By default the first.
 * @returns A copy.
 * @throws {Error} When the spec has no such example.
 */
export type FindExample<Operations> = <
  Id extends keyof Operations & string,
  Status extends number = 200,
>(
  operationId: Id,
  status?: Status,
  name?: string,
) => ResponseBody<Operations[Id], Status>;

/** Type of the body of a JSON response. */
type ResponseBody<Operation, Status extends number> = Operation extends {
  responses: { [Code in Status]: { content: { "application/json": infer Body } } };
}
  ? Body
  : never;

/** Creates the function that finds an example of these operations. */
export function createFindExample<Operations>(
  operations: readonly SpecOperation[],
): FindExample<Operations> {
  return (operationId, status, name) => {
    const operation = operations.find(({ id }) => id === operationId);
    const responses = operation?.responses ?? [];
    const response = responses.find(({ code }) =>
      status === undefined ? code.startsWith("2") : code === String(status),
    );
    const examples = response?.contents?.flatMap(({ examples: named = [] }) => named) ?? [];
    const example = name === undefined ? examples[0] : examples.find(({ key }) => key === name);
    if (example === undefined || !("value" in example)) {
      throw new Error(`Cannot find an example of ${operationId}: the spec has none`);
    }
    // The schema is generated from the spec, which the linter compares with its examples.
    return structuredClone(example.value) as never;
  };
}
