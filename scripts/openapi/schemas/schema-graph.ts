import { referencedName } from "../document/component-names.ts";
import { isObject, type JsonObject, objectOf } from "../document/json.ts";
import { isBinarySchema } from "../document/media-types.ts";
import { childrenOf } from "../document/spec-shape.ts";
import { isLargeInteger } from "./schema-keywords.ts";

/** The direction in which a value is sent: to the server or from it. */
export type Direction = "write" | "read";

/** Facts about one component schema, without the components that it refers to. */
interface Facts {
  readonly references: Set<string>;
  /** Directions in which the schema cannot be used unchanged. */
  readonly differs: Set<Direction>;
}

/** The component schemas of a document and the references between them. */
export interface SchemaGraph {
  /** Returns the given names and the names of all schemas that they refer to. */
  reach(names: Iterable<string>): Set<string>;
  /** Returns whether a component, or one that it refers to, needs a separate form for a direction. */
  differs(name: string, direction: Direction): boolean;
}

/** Reads the references between the component schemas of a bundled document. */
export function readSchemaGraph(schemas: JsonObject): SchemaGraph {
  const facts = new Map(
    Object.entries(schemas).map(([name, schema]) => [name, readFacts(schema, schemas)] as const),
  );
  const reach = (names: Iterable<string>) => {
    const reached = new Set(names);
    // The iteration of a Set includes elements that are added during the iteration.
    for (const name of reached) {
      for (const reference of facts.get(name)?.references ?? []) reached.add(reference);
    }
    return reached;
  };
  const different = {
    write: spreadDifference(facts, "write"),
    read: spreadDifference(facts, "read"),
  };
  return { reach, differs: (name, direction) => different[direction].has(name) };
}

/** Lists the component schemas that a schema refers to directly. */
export function listReferences(schema: unknown): Set<string> {
  return readFacts(schema, {}).references;
}

/** Returns whether a property, or the component that it refers to, has a flag such as `readOnly`. */
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
  const isOtherType = isBinarySchema(schema) || isLargeInteger(schema);
  if (isOtherType || hasProperty("readOnly")) facts.differs.add("write");
  if (hasProperty("writeOnly")) facts.differs.add("read");
  for (const child of childrenOf(schema, "Schema")) collectFacts(child.value, schemas, facts);
}

/** Returns the schemas that differ in a direction, and all schemas that refer to one of them. */
function spreadDifference(facts: ReadonlyMap<string, Facts>, direction: Direction): Set<string> {
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
