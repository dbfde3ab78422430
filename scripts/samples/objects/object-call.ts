import { objectOf } from "../../openapi/document/json.ts";
import { printLiteral } from "../literal.ts";
import type { ExampleCall } from "../read-call.ts";

/**
 * Code that calls an operation through resource objects, which no spec describes.
 *
 * In `code`, `$query`, `$body`, `$id`, `$bodyWithout(hub)`, `$body.hub` and `$path.appId` are replaced by values
 * of the example. `$sent` is the body, or the query if there is none, and `$assign(video)` assigns its fields.
 * The declarations before it depend on the names that it uses.
 */
export interface ObjectCall {
  readonly code: string;
  /** The methods that call the operation, as `Collection.all`. */
  readonly symbols: readonly string[];
  /** Optional parameters to show. By default, samples show the first ones. */
  readonly shown?: readonly string[];
}

/** Object calls of one API, by `operationId`. */
export type ObjectCalls = Readonly<Record<string, ObjectCall>>;

/** Inserts the values of an example into the code of a call. */
export function fillCall(code: string, { pathParams, query, body }: ExampleCall): string {
  const { id } = { id: "", ...query, ...pathParams };
  const values = {
    path: pathParams,
    query,
    body: objectOf(body?.value),
    sent: objectOf(body?.value ?? query),
  };
  const assign = (name: string) =>
    Object.entries(values.sent)
      .map(([key, value]) => `${name}.${key} = ${JSON.stringify(value)};`)
      .join("\n");
  return code
    .replace(/\$assign\((\w+)\)/, (_, name: string) => assign(name))
    .replaceAll("$id", () => JSON.stringify(id))
    .split("\n")
    .map((line) =>
      line.replace(
        /\$(path|query|body|sent)(?:Without\((\w+)\)|\.(\w+))?/g,
        (_, source: keyof typeof values, left?: string, field?: string, at?: number) => {
          const all = values[source];
          return printLiteral(field === undefined ? without(all, left) : all[field], at);
        },
      ),
    )
    .join("\n")
    .replace("({})", "()");
}

function without(values: object, name: string | undefined): object {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}
