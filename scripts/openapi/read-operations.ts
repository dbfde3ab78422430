import { checkOperation } from "./check-operation.ts";
import { createDereference, type Dereference } from "./dereference.ts";
import { functionName, typePrefix } from "./identifiers.ts";
import { isObject, type JsonObject, objectOf, textOf } from "./json.ts";
import type { Spec } from "./load-spec.ts";
import { chooseMediaType } from "./media-types.ts";
import type { Operation, OperationBody } from "./operation.ts";
import { describePlace, fileOf, listPlaces, type OperationPlace } from "./operation-place.ts";
import { readParameters } from "./read-parameters.ts";
import { readResponses } from "./read-responses.ts";
import { readServer } from "./read-server.ts";
import { SpecError } from "./spec-error.ts";
import { methods } from "./spec-shape.ts";

/** How strict {@link readOperations} is. */
export interface ReadOptions {
  /**
   * Whether every operation needs a summary, an example and a documented error.
   *
   * Our own specs do. Turn it off for documents that others wrote.
   *
   * @default true
   */
  readonly requiresDocs?: boolean;
}

/**
 * Lists the endpoints of a spec, in spec order.
 *
 * @throws {SpecError} When operations lack what the generated code needs, all of it in one error.
 */
export function readOperations(spec: Spec, { requiresDocs = true }: ReadOptions = {}): Operation[] {
  const dereference = createDereference(spec.document);
  const places = listPlaces(spec, dereference);
  const problems = [
    ...checkPathItems(spec),
    ...places.flatMap((place) =>
      checkOperation(place, spec.document, { dereference, requiresDocs }),
    ),
    ...checkNames(places),
  ];
  if (problems.length > 0) throw new SpecError(spec.name, problems);
  return places.map((place) => readOperation(place, spec.document, dereference));
}

function readOperation(
  { path, method, node, parameters, pathItem }: OperationPlace,
  document: JsonObject,
  dereference: Dereference,
): Operation {
  const operationId = String(node.operationId);
  const docsUrl = textOf(objectOf(node.externalDocs).url);
  const description = textOf(objectOf(node.externalDocs).description);
  return {
    // openapi-typescript keeps "#" for references and writes "/" in its place.
    id: operationId.replaceAll("#", "/"),
    name: functionName(operationId),
    method,
    path,
    summary: textOf(node.summary),
    description: textOf(node.description),
    docs: docsUrl === undefined ? undefined : { url: docsUrl, description },
    isDeprecated: node.deprecated === true,
    parameters: readParameters(parameters),
    body: readBody(dereference(node.requestBody)),
    ...readResponses(node.responses, method, dereference),
    baseUrl: readServer(document, pathItem, node).baseUrl,
  };
}

function readBody(node: unknown): OperationBody | undefined {
  if (!isObject(node)) return undefined;
  const mediaTypes = Object.keys(objectOf(node.content));
  const mediaType = chooseMediaType(mediaTypes);
  if (mediaType === undefined) return undefined;
  return {
    mediaType,
    isRequired: node.required === true,
    otherMediaTypes: mediaTypes.filter((other) => other !== mediaType),
  };
}

const otherPathItemKeys = new Set(["summary", "description", "servers", "parameters"]);

function checkPathItems(spec: Spec): string[] {
  const known = new Set<string>([...methods, ...otherPathItemKeys]);
  return Object.entries(objectOf(spec.document.paths)).flatMap(([path, item]) =>
    [
      ...(path.startsWith("/") ? [] : ["a path starts with a slash"]),
      ...Object.keys(objectOf(item))
        .filter((key) => !known.has(key) && !key.startsWith("x-"))
        .map((key) => `"${key}" is no method`),
    ].map((problem) => `${fileOf(spec, path)}: ${path}: ${problem}`),
  );
}

/** Refuses ids that are equal, or that give functions of one name. */
function checkNames(places: readonly OperationPlace[]): string[] {
  const first = new Map<string, OperationPlace>();
  return places.flatMap((place) => {
    const operationId = textOf(place.node.operationId);
    if (operationId === undefined) return [];
    // Names of functions that differ in the case of a letter alone would share their types.
    const key = typePrefix(functionName(operationId));
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, place);
      return [];
    }
    const clash = `${other.method.toUpperCase()} ${other.path} ("${other.node.operationId}")`;
    return [
      `${describePlace(place)}: operationId "${operationId}" names the same function as ${clash}`,
    ];
  });
}
