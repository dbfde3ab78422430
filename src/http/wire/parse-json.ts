/** Maximum nesting depth of a response body. No response of these services exceeds 5. */
export const maxJsonDepth: number = 128;

/** Thrown for JSON that is nested too deeply. Every recursive function could overflow the stack. */
export class JsonDepthError extends SyntaxError {}

/**
 * Parses JSON. Integers that a number cannot represent become strings.
 *
 * @throws {JsonDepthError} When arrays and objects are nested more than {@link maxJsonDepth} deep.
 * @throws {SyntaxError} When the text is not JSON.
 */
export function parseJson(json: string): unknown {
  const value: unknown = JSON.parse(quoteUnsafeIntegers(json));
  if (isDeeperThan(value, maxJsonDepth)) {
    throw new JsonDepthError(`JSON is nested more than ${maxJsonDepth} deep`);
  }
  return value;
}

/** An integer that {@link convertUnsafeIntegers} has marked. */
const markedInteger = /^\0-?\d+$/;

/**
 * Parses JSON, and converts the digits of integers that a number cannot represent.
 *
 * @throws {SyntaxError} When the text is not JSON.
 */
export function convertUnsafeIntegers(json: string, convert: (digits: string) => unknown): unknown {
  return JSON.parse(quoteUnsafeIntegers(json, "\\u0000"), (_, value: unknown) =>
    typeof value === "string" && markedInteger.test(value) ? convert(value.slice(1)) : value,
  );
}

/** Returns whether arrays and objects are nested more than `depth` deep. */
export function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depth === 0) return true;
  const items: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  for (const item of items) if (isDeeperThan(item, depth - 1)) return true;
  return false;
}

/** Quotes, and integers with so many digits that a double may not represent them. */
const quotesAndLongIntegers = /\\.|"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/** Start of a document, value or item that may be such an integer. */
const longNumber = /(?:^|[:[,])\s*-?\d{16}/;

/**
 * Puts quotes around integers that a JavaScript number cannot represent.
 *
 * Such a value then arrives as a string with all its digits, instead of being rounded silently.
 *
 * @param mark - Text in front of the digits, to tell them apart from other strings.
 */
export function quoteUnsafeIntegers(json: string, mark = ""): string {
  if (!longNumber.test(json)) return json;
  let isInString = false;
  return json.replace(quotesAndLongIntegers, (token) => {
    if (token === '"') isInString = !isInString;
    const isNumber = !isInString && token !== '"';
    return isNumber && !Number.isSafeInteger(Number(token)) ? `"${mark}${token}"` : token;
  });
}
