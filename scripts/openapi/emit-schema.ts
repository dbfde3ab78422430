import {
  astToString,
  type GlobalContext,
  type OpenAPI3,
  resolveRef,
  transformSchema,
} from "openapi-typescript";
import ts from "typescript";
import { describeSchema } from "./describe-schema.ts";
import { Discriminators } from "./discriminators.ts";
import { allowUndefinedParameters, replaceMemberType } from "./edit-declarations.ts";
import { type JsonObject, objectOf } from "./json.ts";
import type { HelperType, PrintContext } from "./print-context.ts";
import { SchemaPrinter } from "./print-schema.ts";
import { Recursion } from "./recursion.ts";
import { type DirectedSpec, mapSchemas } from "./split-directions.ts";
import { objectOfMembers, propertyName, textOfType } from "./type-text.ts";

/** Declarations of the types that the schema module uses on demand. */
const helperTypes: Readonly<Record<HelperType, string>> = {
  BinaryBody: `/** Bytes to send. */
export type BinaryBody = Blob | ArrayBuffer | Uint8Array | ReadableStream<Uint8Array>;`,
  Int64: `/** An integer of 64 bits. One that a number cannot represent exactly may arrive as text. */
export type Int64 = number | string;`,
  Int64Input: `/** An integer of 64 bits to send: beyond the safe integers, a bigint or its digits. */
export type Int64Input = number | bigint | string;`,
  Present: `/** Any value of JSON: the property is required. Other parts of the type state what it is. */
type Present = NonNullable<unknown> | null;`,
  WithRequired: `type WithRequired<T, K extends keyof T> = T & {
  [P in K]-?: T[P];
};`,
};

/**
 * Prints the types of a document that {@link splitDirections} has prepared.
 *
 * Our printer prints the schemas, and openapi-typescript the operations around them. Its loader is not
 * used: ours has already resolved the references, and validating and bundling again would double the
 * total time.
 */
export function emitSchema(directed: DirectedSpec, header: string): string {
  const { document } = directed;
  const schemas = objectOf(objectOf(document.components).schemas);
  const helpers = new Set<HelperType>();
  const recursion = new Recursion(schemas);
  const discriminators = new Discriminators(schemas, listInlineSchemas(document));
  const printer = new SchemaPrinter({ schemas, discriminators, recursion, helpers });
  const { schemas: _, ...otherComponents } = objectOf(document.components);
  const others = { ...document, components: otherComponents };
  const printed = mapSchemas(others, (schema, direction) => ({
    type: "printed",
    [printedType]: textOfType(printer.print(schema, { isWritten: direction === "write" })),
  }));
  const { members, aliases } = printComponents(directed, printer, {
    schemas,
    discriminators,
    recursion,
  });
  // Unchecked cast: the type relies on Redocly, which lints the shape of our documents.
  const source = printed as unknown as OpenAPI3;
  const statements = transformSchema(source, createContext(source)).map(allowUndefinedParameters);
  const text = escapeTags(astToString(insertPlaceholder(statements, members.length > 0)));
  return [
    `${header}\n`,
    ...declare(helpers, ["BinaryBody", "Int64", "Int64Input"]),
    text.replace(placeholder, () => textOfType(objectOfMembers(members))),
    ...aliases,
    ...declare(helpers, ["Present", "WithRequired"]),
  ].join("");
}

/** Stands for the component schemas while the rest is printed: printing them as a node takes long. */
const placeholder = "printedSchemas";

function insertPlaceholder(statements: readonly ts.Node[], hasSchemas: boolean): ts.Node[] {
  return statements.map((statement) =>
    hasSchemas ? replaceMemberType(statement, "components", "schemas", placeholder) : statement,
  );
}

function declare(helpers: ReadonlySet<HelperType>, names: readonly HelperType[]): string[] {
  return names.filter((name) => helpers.has(name)).map((name) => `${helperTypes[name]}\n`);
}

/** The key of the text of a schema's type. openapi-typescript calls `transform` for schemas with a type. */
const printedType = "x-printed-type";

/** The component schemas as text. */
interface PrintedComponents {
  /** Members of the type of `components.schemas`. */
  readonly members: readonly string[];
  /** Declarations of the types of schemas that contain themselves. */
  readonly aliases: readonly string[];
}

function printComponents(
  { writtenSchemas }: DirectedSpec,
  printer: SchemaPrinter,
  { schemas, discriminators, recursion }: Omit<PrintContext, "helpers">,
): PrintedComponents {
  const aliases: string[] = [];
  const members = Object.entries(schemas).map(([name, schema]) => {
    const type = printer.print(schema, {
      isWritten: writtenSchemas.has(name),
      component: name,
      position: "alternative",
      narrowed: discriminators.narrowedProperties(name),
    });
    const alias = recursion.aliases.get(name);
    if (alias !== undefined) aliases.push(`type ${alias} = ${textOfType(type)};\n`);
    return `${describeSchema(schema)}${propertyName(name)}: ${alias ?? textOfType(type)};`;
  });
  return { members, aliases };
}

function listInlineSchemas(document: JsonObject): unknown[] {
  const schemas: unknown[] = [];
  mapSchemas(document, (schema) => {
    schemas.push(schema);
    return schema;
  });
  return schemas;
}

/** Escapes lines of descriptions that look like tags. Descriptions are indented, tags are not. */
function escapeTags(text: string): string {
  return text.replaceAll(/^( *\* {5,})@/gm, "$1\\@");
}

function createContext(source: OpenAPI3): GlobalContext {
  const options = { silent: true };
  const context = {
    ...options,
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    defaultNonNullable: false,
    discriminators: { objects: {}, refsHandled: [] },
    emptyObjectsUnknown: true,
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
    transform: (schema) => printedNode(schema),
    transformProperty: undefined,
  } satisfies Omit<GlobalContext, "redoc">;
  // Only the loader uses `redoc`.
  return context as unknown as GlobalContext;
}

/** Returns a node that prints the text of a schema's type. */
function printedNode(schema: unknown): ts.TypeNode | undefined {
  const text = objectOf(schema)[printedType];
  return typeof text === "string" ? ts.factory.createTypeReferenceNode(text) : undefined;
}
