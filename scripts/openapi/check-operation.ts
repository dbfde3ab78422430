import type { Dereference } from "./dereference.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "./json.ts";
import { describePlace, type OperationPlace } from "./operation-place.ts";
import { checkPathParameters } from "./read-parameters.ts";
import { hasFailure, readResponses } from "./read-responses.ts";
import { readServer } from "./read-server.ts";

/** How to look at an operation. */
export interface CheckOptions {
  readonly dereference: Dereference;
  readonly requiresDocs: boolean;
}

/** Lists what keeps an operation from being generated, one line each. */
export function checkOperation(
  place: OperationPlace,
  document: JsonObject,
  { dereference, requiresDocs }: CheckOptions,
): string[] {
  const { node, path, parameters, pathItem } = place;
  const problems = [
    textOf(node.operationId) === undefined ? "operationId is missing" : undefined,
    ...checkPathParameters(path, parameters),
    readServer(document, pathItem, node).problem,
    ...(requiresDocs ? checkDocs(place, dereference) : []),
  ];
  return problems
    .filter((problem) => problem !== undefined)
    .map((problem) => `${describePlace(place)}: ${problem}`);
}

function checkDocs(place: OperationPlace, dereference: Dereference): string[] {
  const { node, method } = place;
  const { failures } = readResponses(node.responses, method, dereference);
  return [
    ...(textOf(node.summary) === undefined ? ["summary is missing"] : []),
    ...(hasExample(place, dereference) ? [] : ["an example is missing"]),
    ...(hasFailure({ failures }) ? [] : ["a documented error is missing"]),
  ];
}

/** An example may stand with a parameter, with the body of the request or with that of any answer. */
function hasExample({ node, parameters }: OperationPlace, dereference: Dereference): boolean {
  const responses = Object.values(objectOf(node.responses));
  const bodies = [node.requestBody, ...responses].map(dereference);
  const contents = bodies.flatMap((body) => Object.values(objectOf(objectOf(body).content)));
  return [...parameters, ...contents].some((holder) => isIllustrated(holder, dereference));
}

function isIllustrated(holder: unknown, dereference: Dereference): boolean {
  const schema = dereference(objectOf(holder).schema);
  return [holder, schema].filter(isObject).some(({ example, examples }) => {
    const hasList = listOf(examples).length > 0 || Object.keys(objectOf(examples)).length > 0;
    return example !== undefined || hasList;
  });
}
