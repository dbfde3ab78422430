import {
  type ImportDeclarationStructure,
  IndentationText,
  Project,
  type StatementStructures,
  StructureKind,
} from "ts-morph";
import type { Operation } from "../operation.ts";
import { endpointFunction, operationOptions } from "./endpoint-function.ts";
import { preamble } from "./preamble.ts";
import { operationAliases } from "./type-aliases.ts";

/** Prints the endpoints module of one API. */
export function emitEndpoints(operations: readonly Operation[], header: string): string {
  const project = new Project({
    useInMemoryFileSystem: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces },
  });
  const sourceFile = project.createSourceFile("endpoints.ts", {
    // One list, added at once: ts-morph parses the whole file again at every addition.
    statements:
      operations.length === 0 ? [header, "export {};"] : moduleStatements(operations, header),
  });
  return sourceFile.getFullText();
}

function moduleStatements(
  operations: readonly Operation[],
  header: string,
): (string | StatementStructures)[] {
  const statements = operations.flatMap(operationStatements);
  const usesOperations = statements.some(
    (statement) =>
      statement.kind === StructureKind.TypeAlias && String(statement.type).includes("operations["),
  );
  return [
    header,
    typeImport("openapi-fetch", ["Client"]),
    typeImport("./schema.ts", usesOperations ? ["operations", "paths"] : ["paths"]),
    preamble,
    ...statements,
  ];
}

function operationStatements(operation: Operation): StatementStructures[] {
  return [...operationAliases(operation), operationOptions(operation), endpointFunction(operation)];
}

function typeImport(moduleSpecifier: string, namedImports: string[]): ImportDeclarationStructure {
  return { kind: StructureKind.ImportDeclaration, isTypeOnly: true, moduleSpecifier, namedImports };
}
