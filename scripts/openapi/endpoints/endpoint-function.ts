import {
  type FunctionDeclarationStructure,
  type InterfaceDeclarationStructure,
  type OptionalKind,
  type PropertySignatureStructure,
  StructureKind,
  type TypeAliasDeclarationStructure,
} from "ts-morph";
import type { Operation, Presence } from "../operation.ts";
import { describeEndpoint, safeText } from "./doc-comment.ts";
import { alias } from "./type-aliases.ts";
import { typeName } from "./type-names.ts";

type Property = OptionalKind<PropertySignatureStructure>;

/** Declares the options of an operation: flat, each typed, required where the spec requires it. */
export function operationOptions(
  operation: Operation,
): InterfaceDeclarationStructure | TypeAliasDeclarationStructure {
  const name = typeName(operation, "Options");
  const properties = optionProperties(operation);
  if (properties.length === 0) return alias(name, "CallOptions");
  return {
    kind: StructureKind.Interface,
    isExported: true,
    name,
    extends: ["CallOptions"],
    properties,
  };
}

/** Declares an endpoint function: a docstring, a signature, one line. */
export function endpointFunction(operation: Operation): FunctionDeclarationStructure {
  const options = typeName(operation, "Options");
  const result = `Result<${typeName(operation, "Data")}, ${typeName(operation, "Error")}>`;
  return {
    kind: StructureKind.Function,
    docs: [`\n${describeEndpoint(operation)}`],
    isExported: true,
    name: operation.name,
    parameters: [
      { name: "client", type: "Client<paths>" },
      { name: "options", type: options, ...(!needsOptions(operation) && { initializer: "{}" }) },
    ],
    returnType: `Promise<${result}>`,
    statements: `return call(${callArguments(operation).join(", ")});`,
  };
}

function optionProperties(operation: Operation): Property[] {
  const { parameters, body, baseUrl } = operation;
  const headers = `${typeName(operation, "Headers")} & ExtraHeaders`;
  const presence: Presence =
    body === undefined ? "none" : body.isRequired ? "required" : "optional";
  return [
    ...option("path", parameters.path, typeName(operation, "Path")),
    ...option("query", parameters.query, typeName(operation, "Query")),
    ...option("headers", parameters.header, headers),
    ...option("body", presence, typeName(operation, "Body")),
    ...option("baseUrl", baseUrl === undefined ? "none" : "optional", "string").map((property) => ({
      ...property,
      docs: [`@default ${safeText(JSON.stringify(baseUrl))}`],
    })),
  ];
}

function option(name: string, presence: Presence, type: string): Property[] {
  if (presence === "none") return [];
  if (presence === "required") return [{ name, type }];
  return [{ name, hasQuestionToken: true, type: `${type} | undefined` }];
}

function needsOptions({ parameters, body }: Operation): boolean {
  const { path, query, header } = parameters;
  return [path, query, header].includes("required") || body?.isRequired === true;
}

function callArguments(operation: Operation): string[] {
  const { method, path, body, parseAs, baseUrl } = operation;
  // What openapi-fetch does of itself is not said.
  const contentType = body?.mediaType === "application/json" ? undefined : body?.mediaType;
  const fixed = {
    ...(contentType !== undefined && { contentType }),
    ...(parseAs !== "json" && { parseAs }),
    ...(baseUrl !== undefined && { baseUrl }),
  };
  const given = ["client", JSON.stringify(method), JSON.stringify(path), "options"];
  const entries = Object.entries(fixed).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return entries.length === 0 ? given : [...given, `{ ${entries.join(", ")} }`];
}
