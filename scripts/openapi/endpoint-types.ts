import { StructureKind, type TypeAliasDeclarationStructure } from "ts-morph";
import { type TypeSuffix, typeName } from "./names.ts";
import type { Operation, OperationResponse } from "./operation.ts";

/** Declares the types of the parameters, bodies and errors of an operation. */
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
  declare("Data", union(operation.successes.map((response) => bodyType(operation, response))));
  declare("Error", errorType(operation));
  return aliases;
}

/** Declares an exported type. */
export function alias(name: string, type: string): TypeAliasDeclarationStructure {
  return { kind: StructureKind.TypeAlias, isExported: true, name, type };
}

/** Returns the union of the documented bodies, or `unknown` if no failure documents one. */
function errorType(operation: Operation): string {
  const { failures } = operation;
  const isDescribed = failures.some(({ mediaType }) => mediaType !== undefined);
  return isDescribed ? union(failures.map((failure) => bodyType(operation, failure))) : "unknown";
}

function parameterType(operation: Operation, group: "path" | "query" | "header"): string {
  const type = `${entry(operation)}["parameters"][${JSON.stringify(group)}]`;
  return operation.parameters[group] === "required" ? type : `NonNullable<${type}>`;
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
  return types.length === 0 ? "undefined" : [...new Set(types)].join(" | ");
}

function entry({ id }: Operation): string {
  return `operations[${JSON.stringify(id)}]`;
}
