/** Maximum length of service text in a message, in characters: 2 kB. */
const maxMessageLength = 2_000;

/**
 * Characters that a terminal or a log would interpret: control characters, lone surrogates, line
 * separators, and marks that reverse the direction of text.
 */
const unprintable = /[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/gu;

/** Escapes with a letter of their own. All others are written as `\u001b`. */
const shortEscapes: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/**
 * Returns text of a service for a message, a log or a report: its control characters are escaped, and
 * what exceeds the maximum length is omitted.
 *
 * @param maxLength - In characters, before they are escaped.
 */
export function toPrintable(text: string, maxLength: number = maxMessageLength): string {
  const shown = text.slice(0, maxLength).replace(unprintable, (character) => {
    const hex = character.charCodeAt(0).toString(16).padStart(4, "0");
    return shortEscapes[character] ?? `\\u${hex}`;
  });
  return text.length > maxLength ? `${shown}… (${text.length} characters)` : shown;
}
