import type { ReceivedPair } from "../exchange/params.ts";
import type { Violation } from "../exchange/violation.ts";
import {
  alternativesOf,
  type FieldSchema,
  formParameters,
  type ReceivedCall,
  type SpecOperation,
  toSchema,
} from "./operation.ts";
import { type CallRules, inBody, inQuery, type ReadCall, readCall } from "./read-call.ts";
import type { Validator } from "./validator.ts";

/** A call that was compared with its operation. */
export interface CheckedCall extends ReadCall {
  /** Faults that a service cannot ignore, such as a value that the spec does not allow. */
  readonly faults: readonly Violation[];
}

/** Compares a call with its operation: first what a service ignores, then what remains. */
export function checkCall(
  received: ReceivedCall<SpecOperation>,
  rules: CallRules,
  validator: Pick<Validator, "checkRequest">,
): CheckedCall {
  const { call, deviations } = readCall(received, rules);
  const faults = [...checkContent(call), ...validator.checkRequest(call)];
  return { call, deviations, faults };
}

/** Finds the faults that Prism does not report: malformed bodies, and some values of parameters. */
function checkContent(call: ReceivedCall): Violation[] {
  const { operation, query, body } = call;
  const pairs = [...query, ...formParameters(call)];
  const fault = body.fault === undefined ? [] : [inBody(body.fault)];
  return [...pairs.flatMap((pair) => checkPair(pair, operation.query)), ...fault];
}

function checkPair(pair: ReceivedPair, known: ReadonlyMap<string, FieldSchema>): Violation[] {
  const { key, field } = pair;
  const schema = known.get(key);
  // A parameter of the signature.
  if (schema === undefined) return [];
  if (field !== undefined) {
    const isListed = Object.hasOwn(schema.properties ?? {}, field);
    return isListed ? checkText(pair, toSchema(schema.properties?.[field])) : [];
  }
  const isObject = schema.type === "object";
  return isObject ? [inQuery(pair, `needs a name: ${key}[name]`)] : checkText(pair, schema);
}

function checkText(pair: ReceivedPair, schema: FieldSchema): Violation[] {
  const fault = findTextFault(pair.value, schema);
  return fault === undefined ? [] : [inQuery(pair, fault)];
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
