import { describe } from "../argument-checks.ts";
import { InvalidArgumentError } from "../errors.ts";

/** `.` and `..`, also encoded: a server or proxy would read them as steps in the path. */
const dotSegment = /^(\.|%2e){1,2}$/i;

/**
 * Puts ids into a path template: `/videos/{id}.json` → `/videos/4147fd6f.json`.
 *
 * @throws {InvalidArgumentError} When an id is missing, empty, no text or number, or `.` or `..`.
 */
export function fillPath(template: string, values: Record<string, unknown> = {}): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) =>
    escapeText(requireId(name, Object.hasOwn(values, name) ? values[name] : undefined), name),
  );
}

/**
 * Checks one path parameter.
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
// What encodeURIComponent leaves as it is, but RFC 3986 reserves.
const reservedMark = /[!'()*]/;
const reservedMarks = /[!'()*]/g;

/**
 * Percent-encodes everything but `A-Z a-z 0-9 - . _ ~` (RFC 3986, section 2.3), in upper-case hex.
 *
 * @param argument - Whose text this is, for the error.
 * @throws {InvalidArgumentError} When the text holds half of a surrogate pair.
 */
export function escapeText(text: string, argument: string = "text"): string {
  if (needsNoEscape.test(text)) return text;
  try {
    const escaped = encodeURIComponent(text);
    // Hardly ever is there one, and a test takes half as long as replacing nothing.
    return reservedMark.test(escaped) ? escaped.replace(reservedMarks, escapeMark) : escaped;
  } catch {
    throw new InvalidArgumentError(argument, "must be well-formed Unicode");
  }
}

function escapeMark(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
}
