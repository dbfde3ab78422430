import { type JsonObject, objectOf } from "../document/json.ts";
import { describeSchema } from "./describe-schema.ts";
import { Discriminators } from "./discriminators.ts";
import type { HelperType, PrintContext } from "./print-context.ts";
import { printDeclarations } from "./print-declarations.ts";
import { SchemaPrinter } from "./print-schema.ts";
import { Recursion } from "./recursion.ts";
import { type DirectedSpec, mapSchemas } from "./split-directions.ts";
import { propertyName, textOfType } from "./type-text.ts";

/** Declarations of the types that the schema module uses on demand. */
const helperTypes: Readonly<Record<HelperType, string>> = {
  BinaryBody: `/** Bytes to send. */
export type BinaryBody = Blob | ArrayBuffer | Uint8Array | ReadableStream<Uint8Array>;`,
  BinaryPart: `/** Bytes to send in a part of a form. */
export type BinaryPart = Blob | ArrayBuffer | Uint8Array;`,
  Int64: `/** An integer of 64 bits. One that a number cannot represent may arrive as the text of its digits. */
export type Int64 = number | \`\${bigint}\`;`,
  Int64Input: `/** An integer of 64 bits to send. One that a number cannot represent is a bigint, or text of its digits. */
export type Int64Input = number | bigint | string;`,
  Present: `/** Any JSON value: marks a required property whose type other parts of the type define. */
type Present = NonNullable<unknown> | null;`,
  WithRequired: `type WithRequired<T, K extends keyof T> = T & {
  [P in K]-?: T[P];
};`,
};

/** Prints the types of a document that {@link splitDirections} has prepared. */
export function emitSchema(directed: DirectedSpec, header: string): string {
  const { document } = directed;
  const schemas = objectOf(objectOf(document.components).schemas);
  const helpers = new Set<HelperType>();
  const recursion = new Recursion(schemas);
  const discriminators = new Discriminators(
    schemas,
    listInlineSchemas(document),
    directed.originalNames,
  );
  const printer = new SchemaPrinter({ schemas, discriminators, recursion, helpers });
  const { schemas: _, ...otherComponents } = objectOf(document.components);
  const others = { ...document, components: otherComponents };
  // The text of its type takes the place of each schema.
  const printed = mapSchemas(others, (schema, direction) =>
    textOfType(printer.print(schema, { isWritten: direction === "write" })),
  );
  const { members, aliases } = printComponents(directed, printer, {
    schemas,
    discriminators,
    recursion,
  });
  return [
    `${header}\n`,
    ...declare(helpers, ["BinaryBody", "BinaryPart", "Int64", "Int64Input"]),
    printDeclarations(printed, members),
    ...aliases,
    ...declare(helpers, ["Present", "WithRequired"]),
  ].join("");
}

function declare(helpers: ReadonlySet<HelperType>, names: readonly HelperType[]): string[] {
  return names.filter((name) => helpers.has(name)).map((name) => `${helperTypes[name]}\n`);
}

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
