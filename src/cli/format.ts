import prettyBytes from "pretty-bytes";
import prettyMilliseconds from "pretty-ms";

/** Formats a number of bytes: `1.5 MB`. */
export function formatSize(bytes: number): string {
  return prettyBytes(bytes);
}

/** Formats a duration, rounded up to whole seconds: `2m 5s`. */
export function formatDuration(seconds: number): string {
  return prettyMilliseconds(Math.ceil(seconds) * 1_000);
}

/** Formats examples for the end of a command's help. */
export function formatExamples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join("\n")}`;
}

/** Joins the words of a command. Quotes those that a POSIX shell would otherwise change. */
export function quoteForShell(words: readonly string[]): string {
  return words.map(quoteWord).join(" ");
}

function quoteWord(word: string): string {
  if (/^[\w./:=@%+,-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
