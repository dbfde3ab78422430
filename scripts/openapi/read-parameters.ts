import type { Dereference } from "./dereference.ts";
import { isObject, type JsonObject, listOf } from "./json.ts";
import type { OperationParameters, Presence } from "./operation.ts";

/** Lists the parameters of an operation: those of the path item, save where its own replace them. */
export function mergeParameters(
  pathItem: JsonObject,
  operation: JsonObject,
  dereference: Dereference,
): JsonObject[] {
  const parameters = [...listOf(pathItem.parameters), ...listOf(operation.parameters)]
    .map(dereference)
    .filter(isObject);
  const merged = new Map(
    parameters.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]),
  );
  return [...merged.values()];
}

/** Reduces parameters to what the signature of an endpoint function needs. */
export function readParameters(parameters: readonly JsonObject[]): OperationParameters {
  return {
    path: presenceOf(parameters, "path"),
    query: presenceOf(parameters, "query"),
    header: presenceOf(parameters, "header"),
    cookies: named(parameters, "cookie"),
  };
}

/** Says where the path template and the declared path parameters differ. */
export function checkPathParameters(path: string, parameters: readonly JsonObject[]): string[] {
  const inTemplate = new Set([...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? ""));
  const declared = new Set(named(parameters, "path"));
  return [
    ...[...inTemplate]
      .filter((name) => !declared.has(name))
      .map((name) => `path parameter {${name}} is not declared`),
    ...[...declared]
      .filter((name) => !inTemplate.has(name))
      .map((name) => `path parameter "${name}" is not in the path`),
  ];
}

function presenceOf(parameters: readonly JsonObject[], place: string): Presence {
  const group = parameters.filter((parameter) => parameter.in === place);
  if (group.length === 0) return "none";
  const isRequired = place === "path" || group.some((parameter) => parameter.required === true);
  return isRequired ? "required" : "optional";
}

function named(parameters: readonly JsonObject[], place: string): string[] {
  return parameters
    .filter((parameter) => parameter.in === place)
    .map((parameter) => String(parameter.name));
}
