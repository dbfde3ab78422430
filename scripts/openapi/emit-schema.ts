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
import { isBinarySchema } from "./binary-schemas.ts";
import { writtenBytes } from "./direct-schema.ts";
import { isObject, type JsonObject, listOf, objectOf } from "./json.ts";
import { parsePointer } from "./json-pointer.ts";
import { mapValues } from "./spec-shape.ts";
import type { DirectedSpec } from "./split-directions.ts";

const { factory } = ts;
const undefinedType = factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword);
const nullType = factory.createLiteralTypeNode(factory.createNull());

/** The type of bytes that callers hand over. The schema module exports it where it is needed. */
const binaryBody = `/** Bytes to send. */
export type BinaryBody = Blob | ArrayBuffer | Uint8Array | ReadableStream<Uint8Array>;
`;

/**
 * Prints the types of a document that {@link splitDirections} has gone over.
 *
 * The transformation of openapi-typescript is called without its loader: our loader has resolved
 * the references, and validating and bundling again would cost as much as all the rest.
 */
export function emitSchema({ document, writtenSchemas }: DirectedSpec, header: string): string {
  // Redocly lints the shape of our documents; the type has no other proof than that.
  const source = detachSchemas(document) as unknown as OpenAPI3;
  const statements = transformSchema(source, createContext(source, writtenSchemas));
  const text = escapeTags(astToString(statements.map(allowUndefinedParameters)));
  return `${header}\n${/\bBinaryBody\b/.test(text) ? binaryBody : ""}${text}`;
}

/** Keeps lines of descriptions from being taken for tags; those are indented, tags are not. */
function escapeTags(text: string): string {
  return text.replaceAll(/^( *\* {5,})@/gm, "$1\\@");
}

/** Copies what the transformation edits: component schemas that a discriminator maps to. */
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
    // `type: object` without properties says nothing of its fields, not that it has none.
    emptyObjectsUnknown: true,
    // A default is filled in by the server: callers may leave the property out.
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
    transformProperty: (property, _, place) =>
      isWritten(place, writtenSchemas) ? allowUndefined(property) : undefined,
  } satisfies Omit<GlobalContext, "redoc">;
  // `redoc` serves the loader only.
  return context as unknown as GlobalContext;
}

function transformBytes(schema: unknown): ts.TypeNode | undefined {
  if (!isObject(schema) || !isBinarySchema(schema)) return undefined;
  const isWrittenByUs = schema[writtenBytes] === true;
  const bytes = factory.createTypeReferenceNode(isWrittenByUs ? "BinaryBody" : "Blob");
  const isNullable = schema.nullable === true || listOf(schema.type).includes("null");
  return isNullable ? factory.createUnionTypeNode([bytes, nullType]) : bytes;
}

/** Where callers fill in properties: bodies and parameters, their own or shared. */
const writtenPlace =
  /^#\/(?:paths\/[^/]+\/[a-z]+\/(?:requestBody|parameters)|components\/(?:requestBodies|parameters))\//;

/** Tells whether a property is one that callers fill in. */
function isWritten(
  { path = "" }: TransformNodeOptions,
  writtenSchemas: ReadonlySet<string>,
): boolean {
  const prefix = "#/components/schemas/";
  if (!path.startsWith(prefix)) return writtenPlace.test(path);
  const end = path.indexOf("/", prefix.length);
  const [name = ""] = parsePointer(`/${path.slice(prefix.length, end)}`);
  return writtenSchemas.has(name);
}

/**
 * Adds `undefined` to an optional property.
 *
 * Callers who compile with `exactOptionalPropertyTypes` could not pass `{ status: undefined }`
 * otherwise. A mapped type would do the same at the cost of one instantiation a call.
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

/** {@link allowUndefined} for the parameters of all operations, which no hook of the transformation sees. */
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
