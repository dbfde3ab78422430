import { freeName } from "./component-names.ts";
import { directSchema } from "./direct-schema.ts";
import { readHeirs } from "./discriminator-names.ts";
import { type JsonObject, objectOf } from "./json.ts";
import { mapSchemas } from "./map-schemas.ts";
import {
  type Direction,
  listReferences,
  readSchemaGraph,
  type SchemaGraph,
} from "./schema-graph.ts";

/** A document in which every schema fits the direction in which it is used. */
export interface DirectedSpec {
  readonly document: JsonObject;
  /** Names of the component schemas that callers fill in. */
  readonly writtenSchemas: ReadonlySet<string>;
}

type Uses = Readonly<Record<Direction, ReadonlySet<string>>>;

/**
 * Gives requests and answers schemas of their own where one schema cannot serve both.
 *
 * A component that is used in one direction keeps its name. One that is used in both and differs
 * serves answers under its name and requests under a name with `Write` at the end (`VideoWrite`).
 */
export function splitDirections(document: JsonObject): DirectedSpec {
  const schemas = objectOf(objectOf(document.components).schemas);
  const graph = readSchemaGraph(schemas);
  const uses = readUses(document, graph);
  const variants = nameVariants(schemas, graph, uses);
  const forms = { schemas, variants, heirs: readHeirs(schemas) };

  const directed = mapSchemas(document, (schema, direction) =>
    directSchema(schema, direction, forms),
  );
  const components = Object.entries(schemas).flatMap(([name, schema]) => {
    const isOnlyWritten = uses.write.has(name) && !uses.read.has(name);
    const own = directSchema(schema, isOnlyWritten ? "write" : "read", forms);
    const variant = variants.get(name);
    if (variant === undefined) return [[name, own] as const];
    return [[name, own] as const, [variant, directSchema(schema, "write", forms)] as const];
  });
  return {
    document: {
      ...directed,
      components: { ...objectOf(directed.components), schemas: Object.fromEntries(components) },
    },
    writtenSchemas: new Set([...uses.write].map((name) => variants.get(name) ?? name)),
  };
}

function readUses(document: JsonObject, graph: SchemaGraph): Uses {
  const used = { write: new Set<string>(), read: new Set<string>() };
  mapSchemas(document, (schema, direction) => {
    for (const name of listReferences(schema)) used[direction].add(name);
    return schema;
  });
  return { write: graph.reach(used.write), read: graph.reach(used.read) };
}

function nameVariants(schemas: JsonObject, graph: SchemaGraph, uses: Uses): Map<string, string> {
  const variants = new Map<string, string>();
  const taken = new Set(Object.keys(schemas));
  for (const name of Object.keys(schemas)) {
    const isShared = uses.write.has(name) && uses.read.has(name);
    if (!isShared || !(graph.differs(name, "write") || graph.differs(name, "read"))) continue;
    const variant = freeName(`${name}Write`, (candidate) => taken.has(candidate));
    taken.add(variant);
    variants.set(name, variant);
  }
  return variants;
}
