import { alternativesOf, type FieldSchema, toSchema } from "../../mock-operation.ts";
import { parametersOf, type ReceivedCall } from "../../received-call.ts";

/** A parameter as its schema understands it. */
export type FieldValue = string | number | boolean | { readonly [name: string]: FieldValue };

/** Parameters that the spec describes, by name. */
export type Fields = Readonly<Record<string, FieldValue>>;

/** The parameters of a valid call, without those of the signature. */
export function readFields(call: ReceivedCall): Fields {
  const known = Object.entries(parametersOf(call)).filter(([name]) =>
    call.operation.query.has(name),
  );
  return Object.fromEntries(
    known.map(([name, value]) => [name, readValue(value, call.operation.query.get(name))]),
  );
}

/** A field that is a text, if it is there. */
export function textOf(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return value === undefined ? undefined : String(value);
}

function readValue(
  value: string | Readonly<Record<string, string>>,
  schema: FieldSchema = {},
): FieldValue {
  if (typeof value === "string") return readText(value, typesOf(schema));
  const { properties = {} } = schema;
  const entries = Object.entries(value).map(([name, text]) => [
    name,
    readText(text, typesOf(Object.hasOwn(properties, name) ? toSchema(properties[name]) : {})),
  ]);
  return Object.fromEntries(entries);
}

/** Where a text is allowed as well as a number, only what cannot be meant as a text is a number. */
function readText(text: string, types: ReadonlySet<unknown>): FieldValue {
  if (types.has("boolean")) return text.toLowerCase() === "true";
  const number = Number(text);
  const isPlain = String(number) === text && number > 0;
  const isAllowed = types.has("number") || (types.has("integer") && Number.isInteger(number));
  return isAllowed && (isPlain || !types.has("string")) ? number : text;
}

function typesOf(schema: FieldSchema): Set<unknown> {
  return new Set(alternativesOf(schema).flatMap(({ type }) => type));
}
