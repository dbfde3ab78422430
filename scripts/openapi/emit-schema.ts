import {
  astToString,
  type GlobalContext,
  type OpenAPI3,
  resolveRef,
  scanDiscriminators,
  type TransformNodeOptions,
  transformSchema,
} from "openapi-typescript";
import ts from "typescript";
import { writtenBytes } from "./direct-schema.ts";
import { isObject, type JsonObject, listOf, objectOf, parsePointer } from "./json.ts";
import { isBinarySchema } from "./media-types.ts";
import { mapValues } from "./spec-shape.ts";
import type { DirectedSpec } from "./split-directions.ts";

const { factory } = ts;
const undefinedType = factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword);
const nullType = factory.createLiteralTypeNode(factory.createNull());

/** The type of bytes that callers send. The schema module exports it if it uses it. */
const binaryBody = `/** Bytes to send. */
export type BinaryBody = Blob | ArrayBuffer | Uint8Array | ReadableStream<Uint8Array>;
`;

/**
 * Prints the types of a document that {@link splitDirections} has prepared.
 *
 * Calls the transformation of openapi-typescript without its loader. Our loader has already resolved
 * the references; validating and bundling again would double the total time.
 */
export function emitSchema({ document, writtenSchemas }: DirectedSpec, header: string): string {
  // Unchecked cast: the type relies on Redocly, which lints the shape of our documents.
  const source = detachSchemas(document) as unknown as OpenAPI3;
  const statements = transformSchema(source, createContext(source, writtenSchemas));
  const text = escapeTags(astToString(statements.map(allowUndefinedParameters)));
  return `${header}\n${/\bBinaryBody\b/.test(text) ? binaryBody : ""}${text}`;
}

/** Escapes lines of descriptions that look like tags. Descriptions are indented, tags are not. */
function escapeTags(text: string): string {
  return text.replaceAll(/^( *\* {5,})@/gm, "$1\\@");
}

/** Copies the objects that the transformation edits: component schemas that a discriminator maps to. */
function detachSchemas(document: JsonObject): JsonObject {
  const components = objectOf(document.components);
  const schemas = mapValues(components.schemas, (schema) => {
    if (!isObject(schema)) return schema;
    return {
      ...schema,
      ...(isObject(schema.properties) && { properties: { ...schema.properties } }),
      ...(Array.isArray(schema.required) && { required: [...listOf(schema.required)] }),
      ...(Array.isArray(schema.allOf) && { allOf: [...listOf(schema.allOf)] }),
    };
  });
  return { ...document, components: { ...components, schemas } };
}

function createContext(source: OpenAPI3, writtenSchemas: ReadonlySet<string>): GlobalContext {
  const options = {
    silent: true,
    // `type: object` without properties allows any field.
    emptyObjectsUnknown: true,
    // The server fills in a default, so callers can omit the property.
    defaultNonNullable: false,
  };
  const context = {
    ...options,
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    discriminators: scanDiscriminators(source, options),
    enum: false,
    enumValues: false,
    excludeDeprecated: false,
    exportType: false,
    generatePathParams: false,
    immutable: false,
    injectFooter: [],
    makePathsEnum: false,
    pathParamsAsTypes: false,
    postTransform: undefined,
    propertiesRequiredByDefault: false,
    readWriteMarkers: false,
    rootTypes: false,
    rootTypesKeepCasing: false,
    rootTypesNoSchemaPrefix: false,
    resolve: (reference) => resolveRef(source, reference, options),
    transform: (schema) => transformBytes(schema),
    transformProperty: (property, _, options) =>
      isWritten(options, writtenSchemas) ? allowUndefined(property) : undefined,
  } satisfies Omit<GlobalContext, "redoc">;
  // Only the loader uses `redoc`.
  return context as unknown as GlobalContext;
}

function transformBytes(schema: unknown): ts.TypeNode | undefined {
  if (!isObject(schema) || !isBinarySchema(schema)) return undefined;
  const isWrittenByUs = schema[writtenBytes] === true;
  const bytes = factory.createTypeReferenceNode(isWrittenByUs ? "BinaryBody" : "Blob");
  const isNullable = schema.nullable === true || listOf(schema.type).includes("null");
  return isNullable ? factory.createUnionTypeNode([bytes, nullType]) : bytes;
}

/** Locations of properties that callers fill in: request bodies and parameters, inline or shared. */
const writtenLocation =
  /^#\/(?:paths\/[^/]+\/[a-z]+\/(?:requestBody|parameters)|components\/(?:requestBodies|parameters))\//;

/** Returns whether callers fill in a property. */
function isWritten(
  { path = "" }: TransformNodeOptions,
  writtenSchemas: ReadonlySet<string>,
): boolean {
  const prefix = "#/components/schemas/";
  if (!path.startsWith(prefix)) return writtenLocation.test(path);
  const end = path.indexOf("/", prefix.length);
  const [name = ""] = parsePointer(`/${path.slice(prefix.length, end)}`);
  return writtenSchemas.has(name);
}

/**
 * Adds `undefined` to an optional property.
 *
 * Otherwise callers that compile with `exactOptionalPropertyTypes` could not pass
 * `{ status: undefined }`. A mapped type would cost one instantiation per call.
 */
function allowUndefined(property: ts.PropertySignature): ts.PropertySignature {
  if (property.questionToken === undefined || property.type === undefined) return property;
  return factory.updatePropertySignature(
    property,
    property.modifiers,
    property.name,
    property.questionToken,
    factory.createUnionTypeNode([property.type, undefinedType]),
  );
}

/** Adds `undefined` to the optional parameters of all operations, which no hook receives. */
function allowUndefinedParameters(statement: ts.Node): ts.Node {
  if (!ts.isInterfaceDeclaration(statement) || statement.name.text !== "operations") {
    return statement;
  }
  const operations = statement.members.map((operation) =>
    changeMember(operation, (part) =>
      nameOf(part) === "parameters"
        ? changeMember(part, (group) => changeMember(group, allowUndefinedMember))
        : part,
    ),
  );
  const { modifiers, name, typeParameters, heritageClauses } = statement;
  return factory.updateInterfaceDeclaration(
    statement,
    modifiers,
    name,
    typeParameters,
    heritageClauses,
    operations,
  );
}

function allowUndefinedMember(member: ts.TypeElement): ts.TypeElement {
  return ts.isPropertySignature(member) ? allowUndefined(member) : member;
}

/** Changes the members of a property whose type is an object. */
function changeMember(
  member: ts.TypeElement,
  change: (member: ts.TypeElement) => ts.TypeElement,
): ts.TypeElement {
  if (!ts.isPropertySignature(member) || !member.type || !ts.isTypeLiteralNode(member.type)) {
    return member;
  }
  const type = factory.updateTypeLiteralNode(
    member.type,
    factory.createNodeArray(member.type.members.map(change)),
  );
  const { modifiers, name, questionToken } = member;
  return factory.updatePropertySignature(member, modifiers, name, questionToken, type);
}

function nameOf({ name }: ts.TypeElement): string {
  return name !== undefined && ts.isIdentifier(name) ? name.text : "";
}
