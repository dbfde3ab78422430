import { freeName, referencedName, schemaReference } from "../document/component-names.ts";
import { isObject, type JsonObject, listOf, objectOf } from "../document/json.ts";
import { describeBytes } from "../document/media-types.ts";
import { createDereference } from "../document/references.ts";
import { mapChildren, mapValues, type SpecKind } from "../document/spec-shape.ts";
import {
  type Direction,
  hasFlag,
  listReferences,
  readSchemaGraph,
  type SchemaGraph,
} from "./schema-graph.ts";
import { absentProperty } from "./schema-lookup.ts";

/** The component schemas, and the facts that their forms depend on. */
interface SchemaForms {
  readonly schemas: JsonObject;
  /** Names of the separate forms for requests, by the name of the schema. */
  readonly variants: ReadonlyMap<string, string>;
}

/**
 * Returns the form of a schema for one direction.
 *
 * In requests, the schema of a read-only property is `false`. In responses, the schema of a write-only
 * property is {@link absentProperty}.
 */
function directSchema(schema: unknown, direction: Direction, forms: SchemaForms): unknown {
  if (!isObject(schema)) return schema;
  const whole = mapChildren(schema, "Schema", (child) => directSchema(child, direction, forms));
  const narrowed = narrowProperties(whole, schema, direction, forms.schemas);
  return direction === "read" ? narrowed : renameReferences(narrowed, forms);
}

/** `original` is the schema before its children were changed. It still has all flags. */
function narrowProperties(
  schema: JsonObject,
  original: JsonObject,
  direction: Direction,
  schemas: JsonObject,
): JsonObject {
  const flag = direction === "write" ? "readOnly" : "writeOnly";
  const properties = Object.entries(objectOf(original.properties));
  const excluded = new Set(
    properties.filter(([, property]) => hasFlag(property, flag, schemas)).map(([key]) => key),
  );
  if (excluded.size === 0) return schema;

  const replacement = direction === "write" ? false : absentProperty;
  const remaining = mapValues(schema.properties, (property, key) =>
    excluded.has(key) ? replacement : property,
  );
  const narrowed = { ...schema, properties: remaining };
  if (schema.required === undefined) return narrowed;
  const required = listOf(schema.required).filter((key) => !excluded.has(String(key)));
  return { ...narrowed, required };
}

function renameReferences(schema: JsonObject, { variants }: SchemaForms): JsonObject {
  if (variants.size === 0) return schema;
  const rename = (reference: unknown) => {
    const variant = variants.get(referencedName(reference) ?? "");
    return variant === undefined ? reference : schemaReference(variant);
  };
  const discriminator = mapValues(schema.discriminator, (value, key) =>
    key === "mapping" ? mapValues(value, rename) : value,
  );
  const $ref = rename(schema.$ref);
  if ($ref === schema.$ref && discriminator === schema.discriminator) return schema;
  return {
    ...schema,
    ...($ref !== undefined && { $ref }),
    ...(discriminator !== undefined && { discriminator }),
  };
}

/** A document in which every schema fits the direction in which it is used. */
export interface DirectedSpec {
  readonly document: JsonObject;
  /** Names of the component schemas that callers fill in. */
  readonly writtenSchemas: ReadonlySet<string>;
  /** Names of the component schemas in the spec, by the names of their separate forms for requests. */
  readonly originalNames: ReadonlyMap<string, string>;
}

type Uses = Readonly<Record<Direction, ReadonlySet<string>>>;

/**
 * Creates separate schemas for requests and responses where one schema does not fit both.
 *
 * A component that is used in one direction keeps its name. If it is used in both and differs, it
 * is the form for responses, and the form for requests gets the suffix `Write` (`VideoWrite`).
 */
export function splitDirections(document: JsonObject): DirectedSpec {
  const schemas = objectOf(objectOf(document.components).schemas);
  const graph = readSchemaGraph(schemas);
  const uses = readUses(document, graph);
  const variants = nameVariants(schemas, graph, uses);
  const forms = { schemas, variants };

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
    originalNames: new Map([...variants].map(([name, variant]) => [variant, name])),
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

/** Returns the replacement of a schema that is sent in a direction. */
type ChangeSchema = (schema: unknown, direction: Direction) => unknown;

/** The direction of each part of an operation. */
const directions: Readonly<Partial<Record<SpecKind, Direction>>> = {
  Parameter: "write",
  RequestBody: "write",
  Response: "read",
  Header: "read",
};

const opposite = { write: "read", read: "write" } as const;

/** Replaces every schema of a bundled document except component schemas, which have no direction. */
export function mapSchemas(document: JsonObject, change: ChangeSchema): JsonObject {
  const { webhooks, ...rest } = document;
  const changed = mapChildren(rest, "Document", (child, kind, key) =>
    mapPart(child, kind, key, "read", change),
  );
  if (webhooks === undefined) return changed;
  return {
    ...changed,
    webhooks: mapValues(webhooks, (item) => mapWebhook(item, document, change)),
  };
}

function mapPart(
  node: unknown,
  kind: SpecKind,
  key: string,
  inherited: Direction,
  change: ChangeSchema,
): unknown {
  const direction = directions[kind] ?? inherited;
  if (kind === "Schema") return change(node, direction);
  // Nothing is generated from callbacks.
  if (kind === "Callback" || !isObject(node)) return node;
  const described = kind === "MediaType" ? describeBytes(node, key) : node;
  return mapChildren(described, kind, (child, childKind, childKey) =>
    kind === "Components" && childKind === "Schema"
      ? child
      : mapPart(child, childKind, childKey, direction, change),
  );
}

/**
 * Replaces the schemas of a webhook, which has the opposite directions: the server sends its request.
 *
 * References to shared parts are replaced by their targets, because other operations use those parts
 * in the usual direction.
 */
function mapWebhook(item: unknown, document: JsonObject, change: ChangeSchema): unknown {
  const dereference = createDereference(document);
  const inline = (child: unknown, childKind: SpecKind): unknown => {
    if (childKind === "Schema" || childKind === "Callback") return child;
    const target = dereference(child);
    return isObject(target) ? mapChildren(target, childKind, inline) : child;
  };
  const reversed: ChangeSchema = (schema, direction) => change(schema, opposite[direction]);
  return mapPart(inline(item, "PathItem"), "PathItem", "", "write", reversed);
}
