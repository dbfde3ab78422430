import { InvalidArgumentError } from "../errors.ts";

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
