// A string, which is skipped, or an integer too long to be sure that a double can hold it.
const stringOrLongInteger = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;

/**
 * Puts quotes around integers that a JavaScript number cannot hold.
 *
 * Such a value then arrives as text with all its digits, instead of silently rounded.
 */
export function quoteUnsafeIntegers(json: string): string {
  if (!/\d{16}/.test(json)) return json;
  return json.replace(stringOrLongInteger, (token) =>
    token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`,
  );
}
