import { describe } from "../argument-checks.ts";
import { InvalidArgumentError } from "../errors.ts";

/** `.` and `..`, also encoded: a server or proxy would resolve them. */
const dotSegment = /^(\.|%2e){1,2}$/i;

/**
 * Fills ids into a path template: `/videos/{id}.json` → `/videos/4147fd6f.json`.
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
 * @throws {InvalidArgumentError} As {@link fillPath}.
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
    // Such a character is rare, and a test takes half as long as a replacement.
    return reservedMark.test(escaped) ? escaped.replace(reservedMarks, escapeMark) : escaped;
  } catch {
    throw new InvalidArgumentError(argument, "must be well-formed Unicode");
  }
}

function escapeMark(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
}
