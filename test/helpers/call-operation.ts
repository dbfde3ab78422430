import type { Result } from "flip-pili/flip";
import { exampleOf, type SpecOperation, type SpecParameter } from "./spec-operations.ts";

/** A generated function, without its types. */
export type Endpoint = (client: unknown, options: object) => Promise<Result<unknown, unknown>>;

/** The parameters of an operation that a call sends. */
export type Extent = "all" | "required";

/** Returns options for a generated function, with the examples of the spec as values. */
export function exampleOptions(operation: SpecOperation, extent: Extent, uploadUrl: string) {
  const wanted = operation.parameters.filter(({ required }) => extent === "all" || required);
  const valuesIn = (place: SpecParameter["in"]) =>
    Object.fromEntries(
      wanted
        .filter((parameter) => parameter.in === place)
        .map((parameter) => [parameter.name, exampleOf(parameter)]),
    );
  return {
    path: valuesIn("path"),
    query: valuesIn("query"),
    headers: valuesIn("header"),
    ...(isBodyWanted(operation, extent) && { body: exampleBody(operation) }),
    ...(isUnsigned(operation) && { baseUrl: uploadUrl }),
  };
}

/** Returns whether an operation is sent without a signature, such as those of an upload location. */
export function isUnsigned({ security }: SpecOperation): boolean {
  return security?.length === 0;
}

function isBodyWanted({ requestBody }: SpecOperation, extent: Extent): boolean {
  return extent === "all" || requestBody?.required === true;
}

const bytes = new Uint8Array([0, 1, 0xfe, 0xff]);

/** Returns the example of the spec, with bytes in place of `(bytes of movie.mp4)`. */
function exampleBody({ requestBody }: SpecOperation): unknown {
  if (requestBody === undefined) return undefined;
  const { "application/json": json, "multipart/form-data": form } = requestBody.content;
  if (json !== undefined) return exampleOf(json);
  return form === undefined ? bytes : fillForm(Object(exampleOf(form)));
}

function fillForm(example: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(example).map(([name, value]) => {
      const fileName = /^\(bytes of (.+)\)$/.exec(String(value))?.[1];
      return [name, fileName === undefined ? value : new File([bytes], fileName)];
    }),
  );
}
