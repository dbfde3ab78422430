import type { SpecOperation } from "./read-spec.ts";

/**
 * Finds an example of the spec.
 *
 * @param status - By default the first success.
 * @param name - By default the first.
 * @returns A copy; `undefined` when there is none.
 */
export type FindExample = (operationId: string, status?: number, name?: string) => unknown;

/** Prepares the search in these operations. */
export function createFindExample(operations: readonly SpecOperation[]): FindExample {
  return (operationId, status, name) => {
    const operation = operations.find(({ id }) => id === operationId);
    const responses = operation?.prism.responses ?? [];
    const response = responses.find(({ code }) =>
      status === undefined ? code.startsWith("2") : code === String(status),
    );
    const examples = response?.contents?.flatMap(({ examples: named = [] }) => named) ?? [];
    const example = name === undefined ? examples[0] : examples.find(({ key }) => key === name);
    return example !== undefined && "value" in example ? structuredClone(example.value) : undefined;
  };
}
