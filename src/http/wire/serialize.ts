import { isPlainObject, isSet, requireKind, requireText, requireThat } from "../argument-checks.ts";
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
 * @param parent - Name of the parameter whose fields these are.
 * @throws {InvalidArgumentError} When a value cannot be serialized.
 */
export function toPairs(
  argument: string,
  params: Readonly<Record<string, unknown>>,
  parent?: string,
): Pair[] {
  const pairs: Pair[] = [];
  for (const [key, value] of Object.entries(params)) {
    const name = `${argument}.${key}`;
    if (!isSet(value)) continue;
    if (parent === undefined && isPlainObject(value)) {
      pairs.push(...toPairs(name, value, key));
    } else {
      const text = toQueryValue(name, value);
      pairs.push(parent === undefined ? toPair(key, text) : toPair(parent, text, key));
    }
  }
  return pairs;
}

/** Serializes one parameter, or one field of it. */
export function toPair(key: string, value: string, field?: string): Pair {
  const name = escapeText(key) + (field === undefined ? "" : `[${escapeText(field)}]`);
  return { key, field: field ?? "", text: `${name}=${escapeText(value, key)}` };
}

/** Joins pairs into a query or form. */
export function joinPairs(pairs: readonly Pair[]): string {
  return pairs.map(({ text }) => text).join("&");
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
  if (value instanceof Date && Number.isFinite(value.getTime())) return value.toISOString();
  const isValid = Number.isFinite(value) || typeof value === "boolean" || typeof value === "bigint";
  const allowed = "a string, a finite number, a boolean, a valid Date or an array of these";
  const text = String(requireKind(isValid, argument, value, allowed));
  return typeof value === "number" && text.includes("e") ? withoutExponent(text) : text;
}

/** Removes the exponent that JavaScript writes for very large and very small numbers. */
function withoutExponent(number: string): string {
  return number.replace(
    /^(-?)(\d)\.?(\d*)e(.+)/,
    (_, sign: string, integer: string, fraction: string, exponent: string) => {
      const shift = Number(exponent);
      const digits = integer + fraction;
      return shift < 0
        ? `${sign}0.${"0".repeat(-shift - 1)}${digits}`
        : sign + digits.padEnd(shift + 1, "0");
    },
  );
}

/** `.` and `..`, also encoded: a server or proxy would resolve them. */
const dotSegment = /^(\.|%2e){1,2}$/i;

/**
 * Inserts ids into a path template: `/videos/{id}.json` → `/videos/4147fd6f.json`.
 *
 * @throws {InvalidArgumentError} When an id is missing, empty, not text, a number or a boolean, or `.` or `..`.
 */
export function fillPath(template: string, values: Record<string, unknown> = {}): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) =>
    escapeText(requireId(name, Object.hasOwn(values, name) ? toId(values[name]) : undefined), name),
  );
}

function toId(value: unknown): unknown {
  return /bigint|boolean/.test(typeof value) ? String(value) : value;
}

/**
 * Validates one path parameter.
 *
 * @throws {InvalidArgumentError} When the value is empty, not a string or number, or `.` or `..`.
 */
export function requireId(argument: string, value: unknown): string {
  const text = requireText(argument, Number.isFinite(value) ? String(value) : value);
  requireThat(!dotSegment.test(text), argument, 'must not be "." or ".."');
  return text;
}

/**
 * Percent-encodes everything but `A-Z a-z 0-9 - . _ ~` (RFC 3986, section 2.3), with upper-case hex digits.
 *
 * @param argument - Name of the argument, for the error.
 * @throws {InvalidArgumentError} When the text holds half of a surrogate pair.
 */
export function escapeText(text: string, argument: string = "text"): string {
  if (/^[\w.~-]*$/.test(text)) return text;
  try {
    // The characters that encodeURIComponent does not encode, but RFC 3986 reserves.
    return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => {
      return `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
    });
  } catch {
    throw new InvalidArgumentError(argument, "must be well-formed Unicode");
  }
}
