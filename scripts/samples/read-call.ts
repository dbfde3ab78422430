import { isObject, type JsonObject, objectOf } from "../openapi/document/json.ts";
import { chooseMediaType, isJson } from "../openapi/document/media-types.ts";
import type { Dereference } from "../openapi/document/references.ts";
import type { LocatedOperation } from "../openapi/operations/operation.ts";

/** A call to an operation, with values from the examples of the spec. */
export interface ExampleCall {
  readonly operationId: string;
  /** In upper case. */
  readonly method: string;
  /** Path template of the spec. */
  readonly path: string;
  readonly pathParams: Values;
  readonly query: Values;
  readonly headers: Values;
  /** `undefined` if the call needs none. */
  readonly body: ExampleBody | undefined;
  /** Whether the operation requires a signature. */
  readonly isSigned: boolean;
  /** Whether a successful response has a JSON body. */
  readonly hasJsonResponse: boolean;
}

/** Values by name. */
export type Values = Readonly<Record<string, unknown>>;

/** A JSON body, the fields of a form, or the bytes of a file. */
export interface ExampleBody {
  readonly mediaType: string;
  /** `undefined` for bytes, which have no example in the spec. Files of a form are {@link ExampleFile}s. */
  readonly value: unknown;
}

/** A file in the example of a form, where the spec has the text `(bytes of movie.mp4)`. */
export class ExampleFile {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Media type of a form with files. */
export const formType = "multipart/form-data";

/** Number of optional parameters that a sample shows by default. */
const defaultOptionalCount = 2;

/**
 * Creates the call that a sample of an operation shows: everything required, and some optional parameters.
 *
 * @param shown - The optional parameters to show, by default the first ones. `body` shows an optional
 *   body.
 */
export function readCall(
  { node, method, path, parameters }: LocatedOperation,
  dereference: Dereference,
  shown?: readonly string[],
): ExampleCall {
  const { security } = node;
  const chosen = chooseParameters(parameters, shown);
  const valuesIn = (place: string) =>
    Object.fromEntries(
      chosen
        .filter((parameter) => parameter.in === place)
        .map((parameter) => [String(parameter.name), exampleOf(parameter, dereference)]),
    );
  return {
    operationId: String(node.operationId),
    method: method.toUpperCase(),
    path,
    pathParams: valuesIn("path"),
    query: valuesIn("query"),
    headers: valuesIn("header"),
    body: readBody(dereference(node.requestBody), dereference, shown?.includes("body") === true),
    isSigned: !(Array.isArray(security) && security.length === 0),
    hasJsonResponse: hasJsonResponse(node.responses, dereference),
  };
}

function chooseParameters(
  parameters: readonly JsonObject[],
  shown: readonly string[] | undefined,
): JsonObject[] {
  const isRequired = ({ in: place, required }: JsonObject) => required === true || place === "path";
  const optional = parameters.filter((parameter) => !isRequired(parameter));
  const chosen = new Set(
    shown === undefined
      ? optional.slice(0, defaultOptionalCount)
      : optional.filter(({ name }) => shown.includes(String(name))),
  );
  return parameters.filter((parameter) => isRequired(parameter) || chosen.has(parameter));
}

function readBody(
  body: unknown,
  dereference: Dereference,
  isShown: boolean,
): ExampleBody | undefined {
  if (!isObject(body) || !(body.required === true || isShown)) return undefined;
  const content = objectOf(body.content);
  const mediaType = chooseMediaType(Object.keys(content));
  if (mediaType === undefined) return undefined;
  const example = exampleOf(objectOf(content[mediaType]), dereference);
  if (mediaType === formType) return { mediaType, value: readForm(objectOf(example)) };
  return { mediaType, value: isJson(mediaType) ? example : undefined };
}

function readForm(example: JsonObject): object {
  return Object.fromEntries(
    Object.entries(example).map(([name, value]) => {
      const fileName = /^\(bytes of (.+)\)$/.exec(String(value))?.[1];
      return [name, fileName === undefined ? value : new ExampleFile(fileName)];
    }),
  );
}

function exampleOf(holder: JsonObject, dereference: Dereference): unknown {
  const [first] = Object.values(objectOf(holder.examples));
  const { value } = objectOf(dereference(first));
  const example = holder.example ?? value;
  return example ?? objectOf(dereference(holder.schema)).example;
}

function hasJsonResponse(responses: unknown, dereference: Dereference): boolean {
  return Object.entries(objectOf(responses)).some(([status, response]) => {
    const mediaTypes = Object.keys(objectOf(objectOf(dereference(response)).content));
    return status.startsWith("2") && mediaTypes.some(isJson);
  });
}
