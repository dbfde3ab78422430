import { isBinarySchema } from "./binary-schemas.ts";
import { isObject, type JsonObject, objectOf } from "./json.ts";
import { childrenOf } from "./spec-shape.ts";

/** Which way a value travels: to the server or from it. */
export type Direction = "write" | "read";

/** What one component schema says without the components it refers to. */
interface Facts {
  readonly references: Set<string>;
  /** Directions in which the schema as it is written would be wrong. */
  readonly differs: Set<Direction>;
}

/** The component schemas of a document and how they hang together. */
export interface SchemaGraph {
  /** Names of the given schemas and of all they refer to. */
  reach(names: Iterable<string>): Set<string>;
  /** Whether a direction needs a form of its own of a component or of something it refers to. */
  differs(name: string, direction: Direction): boolean;
}

const schemaReference = /^#\/components\/schemas\/([^/]+)$/;

/** Gives the name of the component schema that a `$ref` means. */
export function referencedName(reference: unknown): string | undefined {
  const name = typeof reference === "string" ? schemaReference.exec(reference)?.[1] : undefined;
  return name?.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** Reads how the component schemas of a bundled document hang together. */
export function readSchemaGraph(schemas: JsonObject): SchemaGraph {
  const facts = new Map(
    Object.entries(schemas).map(([name, schema]) => [name, readFacts(schema, schemas)] as const),
  );
  const reach = (names: Iterable<string>) => {
    const reached = new Set(names);
    // A Set hands out what is added to it while it is walked.
    for (const name of reached) {
      for (const reference of facts.get(name)?.references ?? []) reached.add(reference);
    }
    return reached;
  };
  const different = {
    write: spread(facts, "write"),
    read: spread(facts, "read"),
  };
  return { reach, differs: (name, direction) => different[direction].has(name) };
}

/** Lists the component schemas that a schema refers to, itself not followed. */
export function listReferences(schema: unknown): Set<string> {
  return readFacts(schema, {}).references;
}

/** Tells whether the property of an object travels in one direction only, through a reference too. */
export function hasFlag(property: unknown, flag: string, schemas: JsonObject): boolean {
  const schema = objectOf(property);
  const target = objectOf(schemas[referencedName(schema.$ref) ?? ""]);
  return schema[flag] === true || target[flag] === true;
}

function readFacts(schema: unknown, schemas: JsonObject): Facts {
  const facts: Facts = { references: new Set(), differs: new Set() };
  collectFacts(schema, schemas, facts);
  return facts;
}

function collectFacts(schema: unknown, schemas: JsonObject, facts: Facts): void {
  if (!isObject(schema)) return;
  const mapped = Object.values(objectOf(objectOf(schema.discriminator).mapping));
  for (const name of [schema.$ref, ...mapped].map(referencedName)) {
    if (name !== undefined) facts.references.add(name);
  }
  const properties = Object.values(objectOf(schema.properties));
  const hasProperty = (flag: string) =>
    properties.some((property) => hasFlag(property, flag, schemas));
  if (isBinarySchema(schema) || hasProperty("readOnly")) facts.differs.add("write");
  if (hasProperty("writeOnly")) facts.differs.add("read");
  for (const child of childrenOf(schema, "Schema")) collectFacts(child.value, schemas, facts);
}

/** Spreads a difference from the schemas that have it to those that refer to them. */
function spread(facts: ReadonlyMap<string, Facts>, direction: Direction): Set<string> {
  const users = new Map<string, string[]>();
  const different = new Set<string>();
  for (const [name, { references, differs }] of facts) {
    if (differs.has(direction)) different.add(name);
    for (const reference of references) {
      users.set(reference, [...(users.get(reference) ?? []), name]);
    }
  }
  for (const name of different) {
    for (const user of users.get(name) ?? []) different.add(user);
  }
  return different;
}
