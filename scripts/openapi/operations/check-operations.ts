import { isObject, listOf, objectOf, textOf } from "../document/json.ts";
import { locationOf, type Spec, type SpecProblem } from "../document/load-spec.ts";
import { parameterKey, pathParameterNames } from "../document/parameters.ts";
import type { Dereference } from "../document/references.ts";
import { methods } from "../document/spec-shape.ts";
import { functionKey } from "./name-operations.ts";
import type { LocatedOperation, Operation } from "./operation.ts";

/** Settings of {@link checkOperations}. */
export interface CheckOptions {
  readonly dereference: Dereference;
  /** Whether other authors wrote the document, so that our documentation rules do not apply. */
  readonly isForeign: boolean;
}

interface ReadOperation {
  readonly located: LocatedOperation;
  readonly operation: Operation;
}

/** Lists the problems that keep the operations of a spec from being generated. */
export function checkOperations(
  operations: readonly ReadOperation[],
  spec: Spec,
  { dereference, isForeign }: CheckOptions,
): SpecProblem[] {
  // prepareDocument() has corrected the same mistakes in the documents of others.
  if (isForeign) return [];
  return [
    ...checkPathItems(spec),
    ...operations.flatMap(({ located, operation }) => {
      const problems = [
        ...checkOperation(located, operation, dereference),
        ...checkDocs(located, operation, dereference),
      ];
      return problems.map((reason) => describeProblem(located.location, reason));
    }),
    ...checkNames(operations.map(({ located }) => located)),
  ];
}

function describeProblem(location: string, reason: string): SpecProblem {
  return { text: `${location}: ${reason}`, isMinor: false };
}

const pathItemKeys = new Set<string>([
  ...methods,
  "summary",
  "description",
  "servers",
  "parameters",
]);

function checkPathItems(spec: Spec): SpecProblem[] {
  return Object.entries(objectOf(spec.document.paths)).flatMap(([path, item]) =>
    [
      ...(path.startsWith("/") ? [] : ["a path must start with a slash"]),
      ...(/[?#]/.test(path) ? ["a path must not contain a query or a fragment"] : []),
      ...Object.keys(objectOf(item))
        .filter((key) => !pathItemKeys.has(key) && !key.startsWith("x-"))
        .map((key) => `"${key}" is not an HTTP method`),
    ].map((reason) => describeProblem(locationOf(spec, path), reason)),
  );
}

function checkOperation(
  { node, path, pathItem, parameters }: LocatedOperation,
  { incompleteServer }: Operation,
  dereference: Dereference,
): string[] {
  const inTemplate = pathParameterNames(path);
  const declared = new Set(
    parameters.filter((parameter) => parameter.in === "path").map(({ name }) => String(name)),
  );
  return [
    ...(textOf(node.operationId) === undefined ? ["operationId is missing"] : []),
    ...[...inTemplate]
      .filter((name) => !declared.has(name))
      .map((name) => `path parameter {${name}} is not declared`),
    ...[...declared]
      .filter((name) => !inTemplate.has(name))
      .map((name) => `path parameter "${name}" is not in the path`),
    ...[node, pathItem].flatMap((holder) =>
      checkRepeated(listOf(holder.parameters).map(dereference)),
    ),
    ...(incompleteServer === undefined
      ? []
      : [`server "${incompleteServer}" is not an absolute URL`]),
  ];
}

/** Reports the parameters of one list that set the same value. */
function checkRepeated(parameters: readonly unknown[]): string[] {
  const keys = parameters.map(parameterKey);
  const repeated = parameters.filter((_, index) => keys.indexOf(keys[index] ?? "") !== index);
  return repeated.map((parameter) => {
    const { in: group, name } = objectOf(parameter);
    return `${group} parameter "${name}" is declared twice`;
  });
}

function checkDocs(
  located: LocatedOperation,
  { summary, failures }: Operation,
  dereference: Dereference,
): string[] {
  // A redirect alone does not describe a failure.
  const hasError = failures.some(({ status }) => !status.startsWith("3"));
  return [
    ...(summary === undefined ? ["summary is missing"] : []),
    ...(hasExample(located, dereference) ? [] : ["an example is missing"]),
    ...(hasError ? [] : ["a documented error is missing"]),
  ];
}

/** Returns whether a parameter, the request body or the body of any response has an example. */
function hasExample({ node, parameters }: LocatedOperation, dereference: Dereference): boolean {
  const bodies = [node.requestBody, ...Object.values(objectOf(node.responses))].map(dereference);
  const contents = bodies.flatMap((body) => Object.values(objectOf(objectOf(body).content)));
  const holders = [...parameters, ...contents].flatMap((holder) => {
    return [holder, dereference(objectOf(holder).schema)].filter(isObject);
  });
  return holders.some(({ example, examples }) => {
    const hasList = listOf(examples).length > 0 || Object.keys(objectOf(examples)).length > 0;
    return example !== undefined || hasList;
  });
}

/** Reports ids that are equal, and ids that result in functions of the same name. */
function checkNames(operations: readonly LocatedOperation[]): SpecProblem[] {
  const first = new Map<string, LocatedOperation>();
  return operations.flatMap((located) => {
    const operationId = textOf(located.node.operationId);
    if (operationId === undefined) return [];
    const key = functionKey(operationId);
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, located);
      return [];
    }
    const clash = `${other.method.toUpperCase()} ${other.path} ("${other.node.operationId}")`;
    const reason = `operationId "${operationId}" names the same function as ${clash}`;
    return [describeProblem(located.location, reason)];
  });
}
