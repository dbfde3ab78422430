import { isObject, type JsonObject, listOf, objectOf } from "./json.ts";
import { referencedName } from "./names.ts";
import { alternativesOf, type Literal, literalsOf, resolveSchema } from "./schema-lookup.ts";
import { childrenOf } from "./spec-shape.ts";

/** Values of discriminator properties, by the name of the property. */
export type DiscriminatorValues = ReadonlyMap<string, readonly Literal[]>;

/** Maximum number of unions inside each other, and of schemas that extend each other. */
const maxNesting = 20;

const none: DiscriminatorValues = new Map();

/**
 * The values that the discriminators of a document assign to its component schemas.
 *
 * A member of a union has the values that the mapping assigns to it, as far as its own schema allows
 * them; otherwise those that its own schema allows (`enum`, `const`). Only if it lists none and there
 * is no mapping, its value is the name of the schema.
 */
export class Discriminators {
  readonly #schemas: JsonObject;
  readonly #narrowed = new Map<string, Map<string, readonly Literal[]>>();
  /** Names of the component schemas that extend a component by `allOf`. */
  readonly #subtypes: ReadonlyMap<string, readonly string[]>;

  /** `others` are schemas outside the components. */
  constructor(schemas: JsonObject, others: readonly unknown[]) {
    this.#schemas = schemas;
    this.#subtypes = readSubtypes(schemas);
    for (const schema of [...Object.values(schemas), ...others]) {
      forEachUnion(schema, (union) => {
        for (const name of this.#members(union)) this.#narrow(name, union, [name]);
      });
    }
    for (const [name, schema] of Object.entries(schemas)) {
      // A schema that extends one with options is not one of them.
      if (!isObject(schema) || alternativesOf(schema).length > 0) continue;
      if (isDiscriminated(schema)) this.#addSubtypes(name, schema, new Set());
    }
  }

  /** Returns the properties that a component has to have because of discriminators. */
  narrowedProperties(name: string): DiscriminatorValues {
    return this.#narrowed.get(name) ?? none;
  }

  /**
   * Returns the property that an option of a union has to have in addition to its component, which
   * allows further values: those of its subtypes, or those that another union assigns to it.
   */
  narrowOption(union: JsonObject, option: unknown): DiscriminatorValues {
    const name = referencedName(objectOf(option).$ref);
    if (name === undefined || !isDiscriminated(union)) return none;
    const { propertyName } = union.discriminator;
    const isNested = isPureUnion(resolveSchema(option, this.#schemas));
    const wanted = isNested ? mappedValues(union, name) : this.#valuesOf(union, name);
    const actual = isNested
      ? literalsOf(option, propertyName, this.#schemas)
      : this.#narrowed.get(name)?.get(propertyName);
    const isNarrow = wanted.length === 0 || actual?.every((value) => wanted.includes(value));
    return isNarrow ? none : new Map([[propertyName, wanted]]);
  }

  /** Lists the members of a union. The members of a union inside it are members too. */
  #members(union: Discriminated, options = alternativesOf(union), depth = 0): string[] {
    if (depth > maxNesting) return [];
    return options.flatMap((option) => {
      const name = referencedName(objectOf(option).$ref);
      const target = resolveSchema(option, this.#schemas);
      if (name === undefined || !isObject(target)) return [];
      if (!isPureUnion(target)) return isObjectSchema(target) ? [name] : [];
      if (mappedValues(union, name).length > 0) return [];
      return this.#members(union, alternativesOf(target), depth + 1);
    });
  }

  /** Returns the values of a schema that extends another one, and of those that extend it. */
  #addSubtypes(name: string, parent: Discriminated, visited: Set<string>): readonly string[] {
    const names = (this.#subtypes.get(name) ?? []).filter((subtype) => !visited.has(subtype));
    return names.flatMap((subtype) => {
      visited.add(subtype);
      const family = [subtype, ...this.#addSubtypes(subtype, parent, visited)];
      this.#narrow(subtype, parent, family);
      return family;
    });
  }

  #narrow(name: string, union: Discriminated, family: readonly string[]): void {
    const { propertyName } = union.discriminator;
    const properties = this.#narrowed.get(name) ?? new Map<string, readonly Literal[]>();
    this.#narrowed.set(name, properties);
    const values = family.flatMap((member) => this.#valuesOf(union, member));
    properties.set(propertyName, [
      ...new Set([...(properties.get(propertyName) ?? []), ...values]),
    ]);
  }

  #valuesOf(union: Discriminated, name: string): readonly Literal[] {
    const { propertyName } = union.discriminator;
    const schema = this.#schemas[name];
    const own = literalsOf(schema, propertyName, this.#schemas);
    const mapped = mappedValues(union, name);
    if (own === undefined || own.length === 0) {
      const values = mapped.length === 0 ? [name] : mapped;
      return convert(values, typeOfProperty(schema, propertyName, this.#schemas));
    }
    const common = own.filter((value) => mapped.includes(String(value)));
    if (common.length > 0) return common;
    return own.includes(name) ? [name] : own;
  }
}

/** A schema with a discriminator. */
interface Discriminated extends JsonObject {
  readonly discriminator: { readonly propertyName: string; readonly mapping?: unknown };
}

function isDiscriminated(schema: JsonObject): schema is Discriminated {
  return typeof objectOf(schema.discriminator).propertyName === "string";
}

/** Calls a function for a schema and those inside it that have options and a discriminator. */
function forEachUnion(schema: unknown, call: (union: Discriminated) => void): void {
  if (!isObject(schema)) return;
  if (isDiscriminated(schema) && alternativesOf(schema).length > 0) call(schema);
  for (const child of childrenOf(schema, "Schema")) forEachUnion(child.value, call);
}

function readSubtypes(schemas: JsonObject): Map<string, string[]> {
  const subtypes = new Map<string, string[]>();
  for (const [name, schema] of Object.entries(schemas)) {
    for (const part of listOf(objectOf(schema).allOf)) {
      const parent = referencedName(objectOf(part).$ref);
      if (parent !== undefined) subtypes.set(parent, [...(subtypes.get(parent) ?? []), name]);
    }
  }
  return subtypes;
}

function mappedValues(union: Discriminated, name: string): string[] {
  const mapping = Object.entries(objectOf(union.discriminator.mapping));
  return mapping.filter(([, target]) => referencedName(target) === name).map(([value]) => value);
}

/** Returns whether a schema consists of options alone. */
function isPureUnion(schema: unknown): boolean {
  if (!isObject(schema) || alternativesOf(schema).length === 0) return false;
  return schema.properties === undefined && schema.allOf === undefined;
}

function isObjectSchema({ type }: JsonObject): boolean {
  return type === undefined || type === "object" || listOf(type).includes("object");
}

function typeOfProperty(schema: unknown, key: string, schemas: JsonObject, depth = 0): unknown {
  const target = objectOf(resolveSchema(schema, schemas));
  const property = objectOf(resolveSchema(objectOf(target.properties)[key], schemas));
  if (property.type !== undefined || depth > maxNesting) return property.type;
  return listOf(target.allOf)
    .map((part) => typeOfProperty(part, key, schemas, depth + 1))
    .find((type) => type !== undefined);
}

/** Converts the keys of a mapping, which are always text, to the type of the property. */
function convert(values: readonly string[], type: unknown): readonly Literal[] {
  if (type === "boolean") return values.map((value) => value === "true");
  const isNumeric = type === "integer" || type === "number";
  return isNumeric ? values.map(Number).filter(Number.isFinite) : values;
}
