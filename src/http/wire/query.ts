import { describe, isPlainObject } from "../argument-checks.ts";
import { InvalidArgumentError } from "../errors.ts";
import { escapeText } from "./path.ts";

/** One `key=value` of a query or form. */
export interface Pair {
  /** Not escaped. */
  readonly key: string;
  /** Field inside the parameter, when that is an object: `video_created` of `events`. Else empty. */
  readonly field: string;
  /** `key=value` or `key[field]=value`, escaped but for the brackets. */
  readonly text: string;
}

/**
 * Writes parameters, and the fields of object parameters, in the order given.
 *
 * `undefined` and `null` are left out, and with them what the caller did not set.
 *
 * @param argument - What the parameters are to the caller (`query`), for the error.
 * @throws {InvalidArgumentError} When a value cannot be written as text.
 */
export function toPairs(argument: string, params: readonly (readonly [string, unknown])[]): Pair[] {
  const pairs: Pair[] = [];
  const add = (key: string, field: string | undefined, value: unknown, name: string) => {
    if (value === undefined || value === null) return;
    pairs.push(toPair(key, field, toQueryValue(name, value)));
  };
  for (const [key, value] of params) {
    const name = `${argument}.${key}`;
    if (!isPlainObject(value)) add(key, undefined, value, name);
    else
      for (const [field, item] of Object.entries(value)) add(key, field, item, `${name}.${field}`);
  }
  return pairs;
}

/** Writes one parameter, or one field of it. */
export function toPair(key: string, field: string | undefined, value: string): Pair {
  const name = field === undefined ? escapeText(key) : `${escapeText(key)}[${escapeText(field)}]`;
  return { key, field: field ?? "", text: `${name}=${escapeText(value, key)}` };
}

/** The query or form of some pairs. */
export function joinPairs(pairs: readonly Pair[]): string {
  let text = "";
  for (const pair of pairs) text += text === "" ? pair.text : `&${pair.text}`;
  return text;
}

/**
 * Writes one query value: text as it is, numbers as shortest decimal, booleans in lower case, dates
 * as ISO 8601, lists with commas.
 *
 * @param argument - The parameter's name, for the error.
 * @throws {InvalidArgumentError} When the value is of any other kind, or not a finite number.
 */
export function toQueryValue(argument: string, value: unknown): string {
  if (Array.isArray(value)) {
    return value.map((item, index) => toScalar(`${argument}[${index}]`, item)).join(",");
  }
  return toScalar(argument, value);
}

function toScalar(argument: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (typeof value === "number" && Number.isFinite(value)) return toDecimal(value);
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  const allowed = "a string, a finite number, a boolean, a valid Date or an array of these";
  throw new InvalidArgumentError(argument, `must be ${allowed}, not ${describe(value)}`);
}

/** JavaScript writes very large and very small numbers with an exponent; the services do not. */
function toDecimal(value: number): string {
  const text = String(value);
  if (!text.includes("e")) return text;
  const [mantissa = "", exponent] = text.split("e");
  const [, sign = "", integer = "", fraction = ""] = /^(-?)(\d)\.?(\d*)$/.exec(mantissa) ?? [];
  const digits = integer + fraction;
  const shift = Number(exponent);
  return shift < 0
    ? `${sign}0.${"0".repeat(-shift - 1)}${digits}`
    : sign + digits.padEnd(shift + 1, "0");
}
