import {
  type FunctionDeclarationStructure,
  type ImportDeclarationStructure,
  IndentationText,
  type InterfaceDeclarationStructure,
  type OptionalKind,
  Project,
  type PropertySignatureStructure,
  type StatementStructures,
  StructureKind,
  type TypeAliasDeclarationStructure,
} from "ts-morph";
import { serializerText, withSerializers } from "./endpoint-serialize.ts";
import { alias, operationAliases } from "./endpoint-types.ts";
import { typeName } from "./names.ts";
import type { Operation, Presence } from "./operation.ts";
import { acceptPart, readPart, sharedPart } from "./shared-part.ts";

/** The start of `withDefaults()` and its types, which not all modules need. */
const defaultsStart = sharedPart.indexOf("interface OperationDefaults");

type Property = OptionalKind<PropertySignatureStructure>;

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
  const statements = operations.flatMap((operation) => [
    ...operationAliases(operation),
    operationOptions(operation),
    endpointFunction(operation),
  ]);
  const types = statements.flatMap((statement) =>
    statement.kind === StructureKind.TypeAlias ? [String(statement.type)] : [],
  );
  const indexed = ["components", "operations"].filter((name) =>
    types.some((type) => type.includes(`${name}[`)),
  );
  return [
    header,
    typeImport("openapi-fetch", ["Client"]),
    typeImport("./schema.ts", [...indexed, "paths"]),
    `\n${operations.some(hasDefaults) ? sharedPart : sharedPart.slice(0, defaultsStart)}`,
    ...(operations.some(({ accept }) => accept !== undefined) ? [acceptPart] : []),
    ...(operations.some(({ reading }) => reading !== undefined) ? [readPart] : []),
    serializerText(operations.map(({ serialization }) => serialization)),
    ...statements,
  ];
}

function typeImport(moduleSpecifier: string, namedImports: string[]): ImportDeclarationStructure {
  return { kind: StructureKind.ImportDeclaration, isTypeOnly: true, moduleSpecifier, namedImports };
}

/** Declares the options of an operation: flat, each typed, required where the spec requires it. */
function operationOptions(
  operation: Operation,
): InterfaceDeclarationStructure | TypeAliasDeclarationStructure {
  const name = typeName(operation.name, "Options");
  const properties = optionProperties(operation);
  if (properties.length === 0) return alias(name, "CallOptions");
  return {
    kind: StructureKind.Interface,
    isExported: true,
    name,
    extends: [
      operation.serialization.hasObjectHeaders ? 'Omit<CallOptions, "headers">' : "CallOptions",
    ],
    properties,
  };
}

/** Returns whether callers have to pass options. */
function needsOptions({ parameters, body, incompleteServer }: Operation): boolean {
  const { path, query, header } = parameters;
  const isRequired = body?.isRequired === true || incompleteServer !== undefined;
  return isRequired || [path, query, header].includes("required");
}

function optionProperties(operation: Operation): Property[] {
  const { name, parameters, body, serialization } = operation;
  const extraHeaders = serialization.hasObjectHeaders ? "Record<string, unknown>" : "ExtraHeaders";
  const headers = `${typeName(name, "Headers")} & ${extraHeaders}`;
  const presence: Presence =
    body === undefined ? "none" : body.isRequired ? "required" : "optional";
  const properties = [
    ...option("path", parameters.path, typeName(name, "Path")),
    ...option("query", parameters.query, typeName(name, "Query")),
    ...option("headers", parameters.header, headers),
    ...option("body", presence, typeName(name, "Body")),
  ];
  return [...properties, ...serverOption(operation)];
}

function serverOption({ baseUrl, incompleteServer }: Operation): Property[] {
  if (incompleteServer !== undefined) {
    const docs = [`The server of the operation: ${inlineCode(incompleteServer)}.`];
    return option("baseUrl", "required", "string", docs);
  }
  if (baseUrl === undefined) return [];
  const docs = [`@default ${escapeDocText(JSON.stringify(baseUrl))}`];
  return option("baseUrl", "optional", "string", docs);
}

function option(name: string, presence: Presence, type: string, docs: string[] = []): Property[] {
  if (presence === "none") return [];
  if (presence === "required") return [{ name, type, docs }];
  return [{ name, hasQuestionToken: true, type: `${type} | undefined`, docs }];
}

/** Declares an endpoint function: a docstring, a signature, one line. */
function endpointFunction(operation: Operation): FunctionDeclarationStructure {
  const { name } = operation;
  const options = {
    name: "options",
    type: typeName(name, "Options"),
    ...(!needsOptions(operation) && { initializer: "{}" }),
  };
  return {
    kind: StructureKind.Function,
    docs: [`\n${describeEndpoint(operation)}`],
    isExported: true,
    name,
    parameters: [{ name: "client", type: "Client<paths>" }, options],
    returnType: `Promise<${typeName(name, "Result")}>`,
    statements: `return ${printCall(operation)};`,
  };
}

function printCall(operation: Operation): string {
  const { reading } = operation;
  const common = callArguments(operation);
  if (reading === undefined) return `call(${common.join(", ")})`;
  const formats = JSON.stringify(reading);
  return `callAndRead(${[...common, ...(formats === "{}" ? [] : [formats])].join(", ")})`;
}

function callArguments(operation: Operation): string[] {
  const { method, path, accept } = operation;
  const requested =
    accept === undefined
      ? "options"
      : `withAccept(options, ${JSON.stringify(accept.chosen.join(", "))})`;
  const defaults = Object.entries(defaultsOf(operation)).map(
    ([key, value]) => `${key}: ${JSON.stringify(value)}`,
  );
  const options = hasDefaults(operation)
    ? `withDefaults(${requested}, { ${defaults.join(", ")} })`
    : requested;
  const serialized = withSerializers(options, operation.serialization);
  return ["client", JSON.stringify(method), JSON.stringify(path), serialized];
}

/** Returns the arguments of `withDefaults()`. The defaults of openapi-fetch are left out. */
function defaultsOf({ body, serialization, baseUrl }: Operation): Record<string, string> {
  const isSetByClient =
    body?.mediaType === "application/json" || serialization.body?.kind === "multipart";
  const contentType = isSetByClient ? undefined : body?.mediaType;
  return {
    ...(contentType !== undefined && { contentType }),
    ...(baseUrl !== undefined && { baseUrl }),
  };
}

function hasDefaults(operation: Operation): boolean {
  return Object.keys(defaultsOf(operation)).length > 0;
}

/** Returns the docstring of an endpoint function, without the comment delimiters. */
function describeEndpoint(operation: Operation): string {
  const { summary, description, method, path, docs, isDeprecated } = operation;
  const tags = [
    isDeprecated ? "@deprecated" : undefined,
    docs && `@see ${oneLine([docs.url, docs.description].filter(Boolean).join(" "))}`,
  ];
  const paragraphs = [
    summary && escapeDocText(summary),
    description && escapeDocText(description),
    inlineCode(`${method.toUpperCase()} ${path}`),
    ...describeLimits(operation),
    tags.filter(Boolean).join("\n"),
  ];
  return paragraphs.filter(Boolean).join("\n\n");
}

/** Describes what the server accepts and the function does not offer. */
function describeLimits({ body, parameters, accept }: Operation): string[] {
  const limits: string[] = [];
  if (accept !== undefined && accept.others.length > 0) {
    const [chosen, others] = [accept.chosen, accept.others].map((mediaTypes) =>
      mediaTypes.map(inlineCode).join(", "),
    );
    limits.push(`Requests ${chosen}; the server also offers ${others}.`);
  }
  if (body !== undefined && body.otherMediaTypes.length > 0) {
    const others = body.otherMediaTypes.map(inlineCode).join(", ");
    limits.push(`Sends ${inlineCode(body.mediaType)}; the server also accepts ${others}.`);
  }
  if (parameters.cookies.length > 0) {
    limits.push(`Does not send cookies: ${parameters.cookies.map(inlineCode).join(", ")}.`);
  }
  return limits;
}

/** The start of a tag. TypeScript recognizes tags after any whitespace, including U+0085 and U+200B. */
const startOfTag = /(?<=^|[\s\u0085\u200b*])@/gm;

/**
 * Escapes a text for a docstring.
 *
 * The result cannot end the comment, and no word of it becomes a tag: `@` is escaped at the start of
 * a line and after whitespace or a brace.
 */
export function escapeDocText(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll("*/", "*\\/")
    .replaceAll(startOfTag, "\\@")
    .replaceAll(/\{(?=\s*@)/g, "{\\")
    .replaceAll(/[^\S\n]+$/gm, "")
    .trim();
}

function inlineCode(text: string): string {
  return escapeDocText(`\`${text}\``);
}

function oneLine(text: string): string {
  return escapeDocText(text).replaceAll(/\s+/g, " ");
}
