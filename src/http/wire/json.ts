// The marks that open and close strings, and integers too long to be sure that a double can hold them.
const marksAndLongIntegers = /\\.|"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/** Something that may be such an integer: with it begins a text, a value or an item. */
const longNumber = /(?:^|[:[,])\s*-?\d{16}/;

/**
 * Puts quotes around integers that a JavaScript number cannot hold.
 *
 * Such a value then arrives as text with all its digits, instead of silently rounded.
 */
export function quoteUnsafeIntegers(json: string): string {
  if (!longNumber.test(json)) return json;
  let isInString = false;
  return json.replace(marksAndLongIntegers, (token) => {
    if (token === '"') isInString = !isInString;
    const isNumber = !isInString && token !== '"';
    return isNumber && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token;
  });
}
