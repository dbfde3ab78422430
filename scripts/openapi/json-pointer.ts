/**
 * Splits the fragment of a reference into decoded keys.
 *
 * Percent signs are undone before `~1` and `~0`, as RFC 6901, section 6, asks.
 *
 * @throws {URIError} When a percent sign is not followed by two hexadecimal digits.
 */
export function parsePointer(fragment: string): string[] {
  return decodeURIComponent(fragment)
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Writes keys as a JSON pointer that needs no percent signs inside a `$ref`. */
export function formatPointer(keys: readonly string[]): string {
  return keys.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
