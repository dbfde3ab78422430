import { StructureKind, type TypeAliasDeclarationStructure } from "ts-morph";
import { type TypeSuffix, typeName } from "./names.ts";
import type { Operation, OperationResponse } from "./operation.ts";
import { printResult, type TypedResponse } from "./result-type.ts";

/** Declares the types of the parameters, bodies, errors and results of an operation. */
export function operationAliases(operation: Operation): TypeAliasDeclarationStructure[] {
  const { name, parameters, body } = operation;
  const aliases: TypeAliasDeclarationStructure[] = [];
  const declare = (suffix: TypeSuffix, type: string) => {
    aliases.push(alias(typeName(name, suffix), type));
  };
  if (parameters.path !== "none") declare("Path", parameterType(operation, "path"));
  if (parameters.query !== "none") declare("Query", parameterType(operation, "query"));
  if (parameters.header !== "none") declare("Headers", parameterType(operation, "header"));
  if (body !== undefined) {
    const whole = `${entry(operation)}["requestBody"]`;
    const content = body.isRequired ? whole : `NonNullable<${whole}>`;
    declare("Body", `${content}["content"][${JSON.stringify(body.mediaType)}]`);
  }
  declare("Data", dataType(operation));
  declare("Error", errorType(operation));
  declare("Result", resultType(operation));
  return aliases;
}

/** Declares an exported type. */
export function alias(name: string, type: string): TypeAliasDeclarationStructure {
  return { kind: StructureKind.TypeAlias, isExported: true, name, type };
}

/** Returns the union of the bodies of successes, or `unknown` if the spec describes none. */
function dataType(operation: Operation): string {
  const types = operation.successes.map((response) => bodyType(operation, response));
  return types.length === 0 ? "unknown" : union(types);
}

/** Returns the union of the documented bodies, or `unknown` if no failure documents one. */
function errorType(operation: Operation): string {
  const { failures } = operation;
  return failures.some(isDescribed)
    ? union(failures.map((failure) => failureType(operation, failure)))
    : "unknown";
}

function isDescribed({ mediaType }: OperationResponse): boolean {
  return mediaType !== undefined;
}

function resultType(operation: Operation): string {
  const { name, successes, failures } = operation;
  const data = dataType(operation);
  const typedFailure = (failure: OperationResponse): TypedResponse => {
    return { key: failure.status, type: failureType(operation, failure) };
  };
  const typedSuccess = (success: OperationResponse): TypedResponse => {
    // "default" describes the successes if no other response does.
    const key = success.status === "default" ? "2XX" : success.status;
    return { key, type: bodyType(operation, success) };
  };
  return printResult({
    name,
    data,
    error: errorType(operation),
    successes: successes.length === 0 ? [{ key: "2XX", type: data }] : successes.map(typedSuccess),
    failures: failures.some(isDescribed) ? failures.map(typedFailure) : [],
  });
}

function parameterType(operation: Operation, group: "path" | "query" | "header"): string {
  const type = `${entry(operation)}["parameters"][${JSON.stringify(group)}]`;
  return operation.parameters[group] === "required" ? type : `NonNullable<${type}>`;
}

/** Returns the type of an error. Clients read it as JSON if it is, otherwise as text. */
function failureType(operation: Operation, failure: OperationResponse): string {
  return failure.format === "blob" ? "string" : bodyType(operation, failure);
}

/** Returns the type of a body. Responses with the same schema component have the same type. */
function bodyType(operation: Operation, response: OperationResponse): string {
  const { status, mediaType, schemaName } = response;
  if (mediaType === undefined) return "undefined";
  if (schemaName !== undefined) return `components["schemas"][${JSON.stringify(schemaName)}]`;
  const key = /^\d+$/.test(status) ? status : JSON.stringify(status);
  return `${entry(operation)}["responses"][${key}]["content"][${JSON.stringify(mediaType)}]`;
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(" | ");
}

function entry({ id }: Operation): string {
  return `operations[${JSON.stringify(id)}]`;
}
