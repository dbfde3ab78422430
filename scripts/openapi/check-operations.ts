import { isObject, listOf, objectOf, textOf } from "./json.ts";
import { fileOf, type Spec } from "./load-spec.ts";
import { functionName, typeName } from "./names.ts";
import type { LocatedOperation, Operation } from "./operation.ts";
import type { Dereference } from "./references.ts";
import { methods } from "./spec-shape.ts";

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

/** Lists the problems that keep a spec from being generated, one line each. */
export function checkOperations(
  operations: readonly ReadOperation[],
  spec: Spec,
  { dereference, isForeign }: CheckOptions,
): string[] {
  return [
    ...checkPathItems(spec),
    ...operations.flatMap(({ located, operation }) => {
      const problems = [
        ...checkOperation(located, operation),
        ...(isForeign ? [] : checkDocs(located, operation, dereference)),
      ];
      return problems.map((problem) => `${describeLocation(located)}: ${problem}`);
    }),
    ...checkNames(operations.map(({ located }) => located)),
  ];
}

function describeLocation({ file, method, path }: LocatedOperation): string {
  return `${file}: ${method.toUpperCase()} ${path}`;
}

const pathItemKeys = new Set<string>([
  ...methods,
  "summary",
  "description",
  "servers",
  "parameters",
]);

function checkPathItems(spec: Spec): string[] {
  return Object.entries(objectOf(spec.document.paths)).flatMap(([path, item]) =>
    [
      ...(path.startsWith("/") ? [] : ["a path must start with a slash"]),
      ...Object.keys(objectOf(item))
        .filter((key) => !pathItemKeys.has(key) && !key.startsWith("x-"))
        .map((key) => `"${key}" is not an HTTP method`),
    ].map((problem) => `${fileOf(spec, path)}: ${path}: ${problem}`),
  );
}

function checkOperation(
  { node, path, parameters }: LocatedOperation,
  { baseUrl }: Operation,
): string[] {
  const inTemplate = new Set([...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? ""));
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
    ...(baseUrl === undefined || URL.canParse(baseUrl)
      ? []
      : [`server "${baseUrl}" is not an absolute URL`]),
  ];
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
function checkNames(operations: readonly LocatedOperation[]): string[] {
  const first = new Map<string, LocatedOperation>();
  return operations.flatMap((located) => {
    const operationId = textOf(located.node.operationId);
    if (operationId === undefined) return [];
    // Functions whose names differ only in the case of the first letter would share their types.
    const key = typeName(functionName(operationId), "");
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, located);
      return [];
    }
    const clash = `${other.method.toUpperCase()} ${other.path} ("${other.node.operationId}")`;
    return [
      `${describeLocation(located)}: operationId "${operationId}" names the same function as ${clash}`,
    ];
  });
}
