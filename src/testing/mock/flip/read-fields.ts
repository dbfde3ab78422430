import { type Rejection, reject } from "../../exchange/reply.ts";
import {
  alternativesOf,
  type FieldSchema,
  parametersOf,
  type ReceivedCall,
  toSchema,
} from "../../spec/operation.ts";

/** Value of a parameter, converted to the type of its schema. */
type FieldValue = string | number | boolean | { readonly [name: string]: FieldValue };

/** Values of the parameters that the spec describes, by name. */
export type Fields = Readonly<Record<string, FieldValue>>;

/** Returns the parameters of a valid call, without those of the signature. */
export function readFields(call: ReceivedCall): Fields {
  const known = Object.entries(parametersOf(call)).filter(([name]) =>
    call.operation.query.has(name),
  );
  return Object.fromEntries(
    known.map(([name, value]) => [name, readValue(value, call.operation.query.get(name))]),
  );
}

/** Returns a field as a string, if it is present. */
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

/** Converts a value. If strings are allowed too, only plain positive numbers become numbers. */
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

/** Thrown to reject a call. */
export class RejectedError extends Error {
  override readonly name = "RejectedError" as const;
  readonly rejection: Rejection;

  constructor(rejection: Rejection) {
    super(rejection.body.message);
    this.rejection = rejection;
  }
}

/** Kinds of records that have an id. */
type RecordKind = "Factory" | "Video" | "Encoding" | "Profile" | "Preset" | "Session";

/** Returns the error of an unknown id. */
export function recordNotFound(kind: RecordKind, id: string): RejectedError {
  const message = `Couldn't find ${kind} with ID=${id}`;
  return new RejectedError(reject(404, "RecordNotFound", message));
}

/** Returns the error of a parameter that is missing, or in conflict with another. */
export function badRequest(message: string): RejectedError {
  return new RejectedError(reject(400, "BadRequest", message));
}

/** Returns the error of missing parameters. */
export function missingParameters(...names: string[]): RejectedError {
  return badRequest(`All required parameters were not supplied: ${names.join(", ")}`);
}

/** Returns the error of a value that cannot be stored. */
export function recordInvalid(problem: string): RejectedError {
  return new RejectedError(reject(400, "RecordInvalid", `Validation failed: ${problem}`));
}
