import { describe } from "../argument-checks.ts";
import { InvalidArgumentError } from "../errors.ts";

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
