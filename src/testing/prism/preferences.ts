/** What a test asks of the mock by the header `Prefer` (RFC 7240). */
export interface Preferences {
  /** Status to answer. */
  code?: number;
  /** Name of the example. */
  exampleKey?: string;
  /** Whether the answer is made up from the schema. */
  dynamic: boolean;
  /** Makes what is made up repeatable. */
  seed?: string;
}

/**
 * Reads `code=404, example=unknownVideo`. Preferences are separated by commas or semicolons; those
 * that a mock does not know are ignored.
 *
 * @returns What is wrong with the header, if it cannot be read.
 */
export function readPreferences(header: string): Preferences | string {
  const pairs = header.split(/[,;]/).map((pair) => pair.split("=").map(unquote));
  const preferences: Record<string, string | undefined> = Object.fromEntries(pairs);
  const { code, example, dynamic, seed } = preferences;
  if (code !== undefined && !/^[2-9]\d\d$/.test(code)) {
    return "Header Prefer: code must be a status from 200 to 999";
  }
  return {
    dynamic: dynamic === "true",
    ...(code !== undefined && { code: Number(code) }),
    ...(example !== undefined && { exampleKey: example }),
    ...(seed !== undefined && { seed }),
  };
}

function unquote(text: string): string {
  return text.trim().replace(/^"(.*)"$/, "$1");
}
