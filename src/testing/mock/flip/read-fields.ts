import { type Refusal, refuse } from "../../exchange/reply.ts";
import {
  alternativesOf,
  type FieldSchema,
  parametersOf,
  type ReceivedCall,
  toSchema,
} from "../../spec/operation.ts";

/** A parameter as its schema understands it. */
type FieldValue = string | number | boolean | { readonly [name: string]: FieldValue };

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

/** Ends a call with a refusal. */
export class RefusedError extends Error {
  override readonly name = "RefusedError" as const;
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.body.message);
    this.refusal = refusal;
  }
}

/** What the service can be asked for by id. */
type RecordKind = "Factory" | "Video" | "Encoding" | "Profile" | "Preset" | "Session";

/** There is no such thing. */
export function recordNotFound(kind: RecordKind, id: string): RefusedError {
  const message = `Couldn't find ${kind} with ID=${id}`;
  return new RefusedError(refuse(404, "RecordNotFound", message));
}

/** A parameter is missing, or does not go with another. */
export function badRequest(message: string): RefusedError {
  return new RefusedError(refuse(400, "BadRequest", message));
}

/** Parameters of which none may be missing. */
export function missingParameters(...names: string[]): RefusedError {
  return badRequest(`All required parameters were not supplied: ${names.join(", ")}`);
}

/** A value that cannot be stored. */
export function recordInvalid(problem: string): RefusedError {
  return new RefusedError(refuse(400, "RecordInvalid", `Validation failed: ${problem}`));
}
