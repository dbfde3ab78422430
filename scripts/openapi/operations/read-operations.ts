import { isObject, type JsonObject, listOf, objectOf, textOf } from "../document/json.ts";
import { locationOf, rejectProblems, type Spec } from "../document/load-spec.ts";
import { extendLocation } from "../document/location.ts";
import { chooseMediaType } from "../document/media-types.ts";
import { parameterKey, pathQuery, requestPath } from "../document/parameters.ts";
import { createDereference, type Dereference } from "../document/references.ts";
import { isBodiless, type Method, methods } from "../document/spec-shape.ts";
import { checkOperations } from "./check-operations.ts";
import { functionName } from "./function-names.ts";
import type {
  LocatedOperation,
  Operation,
  OperationBody,
  OperationParameters,
  Presence,
} from "./operation.ts";
import { readSerialization } from "./parameter-styles.ts";
import { readResponses } from "./read-responses.ts";
import { readServer } from "./read-server.ts";

/** How strict {@link readOperations} is. */
export interface ReadOptions {
  /**
   * Whether other authors wrote the document.
   *
   * Our own documents need an id, a summary, an example and a documented error for every operation.
   * Those of others do not, and mistakes that the generated code can do without do not count.
   *
   * @default false
   */
  readonly isForeign?: boolean;
}

/**
 * Lists the endpoints of a spec, in spec order.
 *
 * @throws {SpecError} When operations lack what the generated code needs. One error lists it all.
 */
export function readOperations(spec: Spec, { isForeign = false }: ReadOptions = {}): Operation[] {
  const dereference = createDereference(spec.document);
  const read = locateOperations(spec, dereference).map((located) => {
    const serialization = readSerialization(located, { document: spec.document, isForeign });
    const operation = readOperation(located, spec.document, dereference);
    return { located, operation: { ...operation, serialization } };
  });
  const problems = checkOperations(read, spec, { dereference, isForeign });
  rejectProblems(spec.name, [...spec.problems, ...problems], { isForeign });
  return read.map(({ operation }) => operation);
}

/** Lists the operations of a spec with their locations, in spec order. */
export function locateOperations(spec: Spec, dereference: Dereference): LocatedOperation[] {
  return Object.entries(objectOf(spec.document.paths)).flatMap(([path, item]) => {
    const pathItem = objectOf(item);
    const location = locationOf(spec, path);
    return Object.keys(pathItem)
      .filter(isMethod)
      .map((method) => {
        const node = objectOf(pathItem[method]);
        const parameters = mergeParameters(pathItem, node, dereference);
        const own = extendLocation(location, [method]);
        return { location: own, path, method, node, pathItem, parameters };
      });
  });
}

function isMethod(key: string): key is Method {
  return methods.some((method) => method === key);
}

/** Lists the parameters of the path item, with those of the operation in place of equal ones. */
function mergeParameters(
  pathItem: JsonObject,
  operation: JsonObject,
  dereference: Dereference,
): JsonObject[] {
  const parameters = [...listOf(pathItem.parameters), ...listOf(operation.parameters)]
    .map(dereference)
    .filter(isObject);
  const merged = new Map(parameters.map((parameter) => [parameterKey(parameter), parameter]));
  return [...merged.values()];
}

function readOperation(
  { path, method, node, parameters, pathItem }: LocatedOperation,
  document: JsonObject,
  dereference: Dereference,
): Omit<Operation, "serialization"> {
  const operationId = textOf(node.operationId) ?? "";
  const docsUrl = textOf(objectOf(node.externalDocs).url);
  const description = textOf(objectOf(node.externalDocs).description);
  return {
    // As the schema module writes it.
    id: operationId.replaceAll("#", "/"),
    name: functionName(operationId),
    method,
    path: requestPath(path),
    fixedQuery: pathQuery(path),
    summary: textOf(node.summary),
    description: textOf(node.description),
    docs: docsUrl === undefined ? undefined : { url: docsUrl, description },
    isDeprecated: node.deprecated === true,
    parameters: readParameters(parameters),
    body: isBodiless(method) ? undefined : readBody(dereference(node.requestBody)),
    hasUnsentBody: isBodiless(method) && node.requestBody !== undefined,
    ...readResponses(node.responses, method, dereference),
    ...readServer(document, pathItem, node),
  };
}

function readParameters(parameters: readonly JsonObject[]): OperationParameters {
  const cookies = parameters.filter((parameter) => parameter.in === "cookie");
  return {
    path: presenceOf(parameters, "path"),
    query: presenceOf(parameters, "query"),
    header: presenceOf(parameters, "header"),
    cookies: cookies.map(({ name }) => String(name)),
  };
}

function presenceOf(parameters: readonly JsonObject[], group: string): Presence {
  const members = parameters.filter((parameter) => parameter.in === group);
  if (members.length === 0) return "none";
  const isRequired = group === "path" || members.some((parameter) => parameter.required === true);
  return isRequired ? "required" : "optional";
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
