import { describe, isPlainObject } from "../argument-checks.ts";
import { InvalidArgumentError } from "../errors.ts";

/** One `key=value` pair of a query or form. */
export interface Pair {
  /** Name of the parameter, not escaped. */
  readonly key: string;
  /** Field of an object parameter: `video_created` of `events`. Otherwise empty. */
  readonly field: string;
  /** `key=value` or `key[field]=value`, escaped except for the brackets. */
  readonly text: string;
}

/**
 * Serializes parameters, and the fields of object parameters, in the given order.
 *
 * `undefined` and `null` are omitted.
 *
 * @param argument - Name of the parameters for the caller (`query`), for the error.
 * @throws {InvalidArgumentError} When a value cannot be serialized.
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

/** Serializes one parameter, or one field of it. */
export function toPair(key: string, field: string | undefined, value: string): Pair {
  const name = field === undefined ? escapeText(key) : `${escapeText(key)}[${escapeText(field)}]`;
  return { key, field: field ?? "", text: `${name}=${escapeText(value, key)}` };
}

/** Joins pairs into a query or form. */
export function joinPairs(pairs: readonly Pair[]): string {
  let text = "";
  for (const pair of pairs) text += text === "" ? pair.text : `&${pair.text}`;
  return text;
}

/**
 * Serializes one query value: strings unchanged, numbers as the shortest decimal, booleans in lower
 * case, dates as ISO 8601, arrays with commas.
 *
 * @param argument - Name of the parameter, for the error.
 * @throws {InvalidArgumentError} When the value has another type, or is not a finite number.
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

/** Writes numbers without the exponent that JavaScript uses for very large and very small ones. */
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

/** `.` and `..`, also encoded: a server or proxy would resolve them. */
const dotSegment = /^(\.|%2e){1,2}$/i;

/**
 * Inserts ids into a path template: `/videos/{id}.json` → `/videos/4147fd6f.json`.
 *
 * @throws {InvalidArgumentError} When an id is missing, empty, not a string or number, or `.` or `..`.
 */
export function fillPath(template: string, values: Record<string, unknown> = {}): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) =>
    escapeText(requireId(name, Object.hasOwn(values, name) ? values[name] : undefined), name),
  );
}

/**
 * Validates one path parameter.
 *
 * @throws {InvalidArgumentError} When the value is empty, not a string or number, or `.` or `..`.
 */
export function requireId(argument: string, value: unknown): string {
  const text = typeof value === "number" && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== "string" || text.trim() === "") {
    throw new InvalidArgumentError(argument, `must be a non-empty string, not ${describe(value)}`);
  }
  if (dotSegment.test(text)) throw new InvalidArgumentError(argument, 'must not be "." or ".."');
  return text;
}

const needsNoEscape = /^[\w.~-]*$/;
// Characters that encodeURIComponent does not encode, but RFC 3986 reserves.
const reservedMark = /[!'()*]/;
const reservedMarks = /[!'()*]/g;

/**
 * Percent-encodes everything but `A-Z a-z 0-9 - . _ ~` (RFC 3986, section 2.3), with upper-case hex digits.
 *
 * @param argument - Name of the argument, for the error.
 * @throws {InvalidArgumentError} When the text holds half of a surrogate pair.
 */
export function escapeText(text: string, argument: string = "text"): string {
  if (needsNoEscape.test(text)) return text;
  try {
    const escaped = encodeURIComponent(text);
    // Such characters are rare, and testing takes half as long as replacing.
    return reservedMark.test(escaped) ? escaped.replace(reservedMarks, escapeMark) : escaped;
  } catch {
    throw new InvalidArgumentError(argument, "must be well-formed Unicode");
  }
}

function escapeMark(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
}
