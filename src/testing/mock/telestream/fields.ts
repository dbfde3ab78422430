import { isPlainObject } from "../../../http/argument-checks.ts";
import type { ReceivedParams } from "../../exchange/params.ts";
import { alternativesOf, type FieldSchema, toSchema } from "../../spec/operation.ts";

/** Values of the parameters and body fields that the spec describes, by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** Returns the parameters that the spec describes, with values of the types that it requires. */
export function readParameters(
  params: ReceivedParams,
  known: ReadonlyMap<string, FieldSchema>,
): Fields {
  const described = Object.entries(params).filter(([name]) => known.has(name));
  return Object.fromEntries(
    described.map(([name, value]) => [name, readValue(value, known.get(name))]),
  );
}

/** Returns a field as a string, if it is present. */
export function textOf(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return value === undefined || value === null ? undefined : String(value);
}

function readValue(
  value: string | Readonly<Record<string, string>>,
  schema: FieldSchema = {},
): unknown {
  if (!isPlainObject(value)) return readText(value, typesOf(schema));
  const { properties = {} } = schema;
  const entries = Object.entries(value).map(([name, text]) => [
    name,
    readText(text, typesOf(Object.hasOwn(properties, name) ? toSchema(properties[name]) : {})),
  ]);
  return Object.fromEntries(entries);
}

/** Converts a value. If strings are allowed too, only plain positive numbers become numbers. */
function readText(text: string, types: ReadonlySet<unknown>): string | number | boolean {
  if (types.has("boolean")) return text.toLowerCase() === "true";
  const number = Number(text);
  const isPlain = String(number) === text && number > 0;
  const isAllowed = types.has("number") || (types.has("integer") && Number.isInteger(number));
  return isAllowed && (isPlain || !types.has("string")) ? number : text;
}

function typesOf(schema: FieldSchema): Set<unknown> {
  return new Set(alternativesOf(schema).flatMap(({ type }) => type));
}
