import { nameOf, type ReceivedPair } from "../exchange/params.ts";
import type { Violation } from "../exchange/violation.ts";
import {
  alternativesOf,
  type BodyFormat,
  type FieldSchema,
  formParameters,
  type ReceivedCall,
  takesForm,
  toSchema,
} from "./operation.ts";

const forms = ["application/x-www-form-urlencoded", "multipart/form-data"];

/**
 * Finds the violations that Prism does not report: unknown and repeated parameters, and bodies where
 * the operation accepts none.
 *
 * @param authParams - Names of the parameters that belong to the signature.
 */
export function checkCall(call: ReceivedCall, authParams: ReadonlySet<string>): Violation[] {
  const isChecked = ({ key, field }: ReceivedPair) => field !== undefined || !authParams.has(key);
  const { operation, query } = call;
  const form = formParameters(call);
  return [
    ...[...query, ...form].filter(isChecked).flatMap((pair) => checkPair(pair, operation.query)),
    ...findRepeated(query),
    ...findRepeated(form),
    ...checkBody(call),
  ];
}

function checkPair(pair: ReceivedPair, known: ReadonlyMap<string, FieldSchema>): Violation[] {
  const { key, field } = pair;
  const schema = known.get(key);
  if (schema === undefined) return [inQuery(pair, "is unknown")];
  const isObject = schema.type === "object";
  if (field === undefined) {
    return isObject ? [inQuery(pair, `needs a name: ${key}[name]`)] : checkText(pair, schema);
  }
  if (!isObject || !hasField(schema, field)) return [inQuery(pair, "is unknown")];
  const isListed = Object.hasOwn(schema.properties ?? {}, field);
  return isListed ? checkText(pair, toSchema(schema.properties?.[field])) : [];
}

function checkText(pair: ReceivedPair, schema: FieldSchema): Violation[] {
  const fault = findTextFault(pair.value, schema);
  return fault === undefined ? [] : [inQuery(pair, fault)];
}

/** Returns whether an object may have a field of this name. */
function hasField({ properties = {}, additionalProperties }: FieldSchema, field: string): boolean {
  return Object.hasOwn(properties, field) || Boolean(additionalProperties);
}

function findRepeated(pairs: readonly ReceivedPair[]): Violation[] {
  const seen = new Set<string>();
  return pairs
    .filter((pair) => seen.size === seen.add(nameOf(pair)).size)
    .map((pair) => inQuery(pair, "occurs twice"));
}

function inQuery(pair: ReceivedPair, problem: string): Violation {
  const location = ["request", "query", pair.key, pair.field].filter((name) => name !== undefined);
  return { location, message: `Parameter ${nameOf(pair)} ${problem}` };
}

function checkBody({ operation, body }: ReceivedCall): Violation[] {
  if (body.mediaType === undefined) return [];
  if (body.fault !== undefined) return [inBody(body.fault)];
  const format = operation.bodies.find(({ mediaType }) => mediaType === body.mediaType);
  const isForm = forms.includes(body.mediaType) && takesForm(operation);
  if (format === undefined && !isForm) {
    return [inBody(`${operation.id} accepts no body of type "${body.mediaType}"`)];
  }
  return body.files
    .filter(({ name }) => !isField(format, name))
    .map(({ name }) => unknownFile(name));
}

function isField(format: BodyFormat | undefined, name: string): boolean {
  return format?.fields.includes(name) === true;
}

function unknownFile(name: string): Violation {
  return inBody(`The form's file ${name} is unknown`);
}

function inBody(message: string): Violation {
  return { location: ["request", "body"], message };
}

const decimal = /^-?\d+(\.\d+)?$/;

/**
 * Finds the faults in the value of a parameter that Prism does not report: it ignores empty strings, and
 * accepts every number that JavaScript does, such as `0x10`, a space and `Infinity`.
 *
 * @returns A description of the fault, if there is one.
 */
function findTextFault(text: string, schema: FieldSchema): string | undefined {
  const alternatives = alternativesOf(schema);
  if (alternatives.some(mayBeEmpty)) return undefined;
  if (text === "") return "must not be empty";
  const isNumber = alternatives.some((type) => hasType(type, "number") || hasType(type, "integer"));
  if (!isNumber || Number.isNaN(Number(text))) return undefined;
  const isDecimal = decimal.test(text) && Number.isFinite(Number(text));
  return isDecimal ? undefined : "must be written in decimal digits";
}

/** Returns whether a value may be empty. A boolean may: some clients send only its name. */
function mayBeEmpty(schema: FieldSchema): boolean {
  if (hasType(schema, "boolean")) return true;
  const { enum: values, pattern, format, minLength = 0 } = schema;
  const isOpen = [values, pattern, format, schema.const].every((limit) => limit === undefined);
  return isOpen && minLength === 0 && hasType(schema, "string");
}

function hasType({ type }: FieldSchema, name: string): boolean {
  return Array.isArray(type) ? type.includes(name) : type === name;
}
