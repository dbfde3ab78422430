// Quotes, and integers with so many digits that a double may not hold them.
const quotesAndLongIntegers = /\\.|"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/** What may be such an integer, at the start of a document, a value or an item. */
const longNumber = /(?:^|[:[,])\s*-?\d{16}/;

/**
 * Puts quotes around integers that a JavaScript number cannot represent.
 *
 * Such a value then arrives as a string with all its digits, instead of being rounded silently.
 */
export function quoteUnsafeIntegers(json: string): string {
  if (!longNumber.test(json)) return json;
  let isInString = false;
  return json.replace(quotesAndLongIntegers, (token) => {
    if (token === '"') isInString = !isInString;
    const isNumber = !isInString && token !== '"';
    return isNumber && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token;
  });
}
