import { printLiteral } from "../literal.ts";
import type { ExampleCall } from "../read-call.ts";

/**
 * How the resource objects do what an operation does, which no spec says.
 *
 * In `code`, `$query`, `$body`, `$id` and `$bodyWithout(hub)` stand for the values of the example.
 * What is declared before it depends on the names that it uses.
 */
export interface ObjectCall {
  readonly code: string;
  /** The methods that call the operation, as `Collection.all`. */
  readonly symbols: readonly string[];
  /** Optional parameters that samples show, where the first ones say little or exclude others. */
  readonly shown?: readonly string[];
}

/** The calls of one API, by `operationId`. */
export type ObjectCalls = Readonly<Record<string, ObjectCall>>;

/** Fills the values of an example into the code of a call. */
export function fillCall(code: string, { pathParams, query, body }: ExampleCall): string {
  const { id } = { id: "", ...query, ...pathParams };
  const assign = (name: string) =>
    Object.entries(query)
      .map(([key, value]) => `${name}.${key} = ${JSON.stringify(value)};`)
      .join("\n");
  return code
    .replace(/\$assign\((\w+)\)/, (_, name: string) => assign(name))
    .replaceAll("$id", () => JSON.stringify(id))
    .split("\n")
    .map((line) =>
      line.replace(/\$(query|body)(?:Without\((\w+)\))?/, (_, source, left, at: number) =>
        printLiteral(without(source === "query" ? query : Object(body?.value), left), at),
      ),
    )
    .join("\n");
}

function without(values: object, name: string | undefined): object {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}
