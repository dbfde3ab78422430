import { isObject, type JsonObject, objectOf } from "../document/json.ts";
import { describeSchema } from "./describe-schema.ts";
import type { DiscriminatorValues } from "./discriminators.ts";
import { absentProperty } from "./schema-lookup.ts";
import {
  anyObject,
  intersectionOf,
  isUnknown,
  literalOf,
  objectOfMembers,
  propertyName,
  type TypeText,
  textOfType,
  unionOf,
  unknownType,
} from "./type-text.ts";

/** How the members of an object are printed. */
export interface ObjectStyle {
  /** Whether callers fill in the object. They can then pass `undefined` for an optional property. */
  readonly isWritten: boolean;
  /** Whether the type is combined with others, whose properties its index signature would restrict. */
  readonly isCombined: boolean;
  /** Properties that another part of the schema requires. */
  readonly required: ReadonlySet<string>;
  readonly narrowed: DiscriminatorValues;
}

/** Returns the type of a member. Comments are left out where a type appears a second time. */
export type PrintMember = (schema: unknown, hasComments: boolean) => TypeText;

/**
 * Returns the type of an object with the properties of a schema.
 *
 * Additional properties of a type become an index signature. TypeScript demands that it includes the
 * types of the named properties, so reading an additional property gives a union with them, and a value
 * of a named property's type is accepted under any other name. Where the object is combined with others
 * (`allOf`), the signature would restrict their properties too, and is `unknown`.
 *
 * Patterns that are a prefix (`^x-`) have a signature of their own. Other patterns count as additional
 * properties.
 */
export function objectType(schema: JsonObject, style: ObjectStyle, print: PrintMember): TypeText {
  const properties = listProperties(schema, style);
  const members = properties.map((property) => printMember(property, style, print));
  const prefixes = readPrefixes(schema);
  if (prefixes !== undefined) {
    const signatures = prefixes.map(([prefix, pattern]) => {
      const matching = properties.filter(({ key }) => key.startsWith(prefix));
      const key = `\`${prefix}\${string}\``;
      return indexSignature(withTypesOf(matching, print(pattern, true), print), key);
    });
    return objectOfMembers([...members, ...signatures]);
  }
  const additional = additionalType(schema, print);
  if (additional === undefined) {
    return members.length === 0 ? emptyObject(schema, style) : objectOfMembers(members);
  }
  if (style.isCombined || isUnknown(additional)) {
    const open = objectOfMembers([indexSignature(unknownType)]);
    return members.length === 0 ? open : intersectionOf([objectOfMembers(members), open]);
  }
  return objectOfMembers([...members, indexSignature(withTypesOf(properties, additional, print))]);
}

/** Adds the types of named properties to that of an index signature. */
function withTypesOf(
  properties: readonly Property[],
  additional: TypeText,
  print: PrintMember,
): TypeText {
  const types = properties.map((property) => propertyType(property, print, false));
  const isComplete = properties.every(({ isRequired }) => isRequired);
  return unionOf([additional, ...types, ...(isComplete ? [] : [["undefined"]])]);
}

/** Returns the patterns of a schema by their prefixes, if all have one and no other property is described. */
function readPrefixes(schema: JsonObject): (readonly [string, unknown])[] | undefined {
  const { additionalProperties: others } = schema;
  const patterns = Object.entries(objectOf(schema.patternProperties));
  const arePrefixes = patterns.every(([pattern]) => /^\^[\w-]+$/.test(pattern));
  if (others === true || isObject(others) || patterns.length === 0 || !arePrefixes)
    return undefined;
  return patterns.map(([pattern, type]) => [pattern.slice(1), type] as const);
}

interface Property {
  readonly key: string;
  readonly schema: unknown;
  readonly isRequired: boolean;
  readonly values: readonly unknown[] | undefined;
}

function listProperties(schema: JsonObject, { required, narrowed }: ObjectStyle): Property[] {
  return Object.entries(objectOf(schema.properties))
    .filter(([, property]) => property !== absentProperty)
    .map(([key, property]) => {
      const values = narrowed.get(key);
      const isRequired = property !== false && (required.has(key) || values !== undefined);
      return { key, schema: property, isRequired, values };
    });
}

function printMember(property: Property, { isWritten }: ObjectStyle, print: PrintMember): string {
  const { key, schema, isRequired, values } = property;
  const type = propertyType(property, print, true);
  const mark = isRequired ? "" : "?";
  const readonly = isObject(schema) && schema.readOnly === true ? "readonly " : "";
  const missing = !isRequired && isWritten && !isUnknown(type) ? [["undefined"]] : [];
  const text = textOfType(unionOf([type, ...missing]));
  const described = values === undefined ? schema : { ...objectOf(schema), enum: values };
  return `${describeSchema(described)}${readonly}${propertyName(key)}${mark}: ${text};`;
}

function propertyType(
  { schema, values }: Property,
  print: PrintMember,
  hasComments: boolean,
): TypeText {
  return values === undefined ? print(schema, hasComments) : unionOf(values.map(literalOf));
}

/** Returns the type of the properties that have no name, or `undefined` if the schema states none. */
function additionalType(schema: JsonObject, print: PrintMember): TypeText | undefined {
  const { additionalProperties } = schema;
  const patterns = Object.values(objectOf(schema.patternProperties));
  const isStated = additionalProperties === true || isObject(additionalProperties);
  const types = (isStated ? [additionalProperties, ...patterns] : patterns)
    .filter((type) => type !== false)
    .map((type) => print(type, true));
  return types.length === 0 ? undefined : unionOf(types);
}

function indexSignature(type: TypeText, key = "string"): string {
  return `[key: ${key}]: ${textOfType(type)};`;
}

function emptyObject(schema: JsonObject, { isCombined, required }: ObjectStyle): TypeText {
  const isClosed = schema.additionalProperties === false && !isCombined && required.size === 0;
  const isEmpty = Object.keys(objectOf(schema.properties)).length === 0;
  return isClosed && isEmpty ? ["Record<string, never>"] : anyObject;
}
