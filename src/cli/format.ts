import prettyBytes from "pretty-bytes";
import prettyMilliseconds from "pretty-ms";
import { exitCodes } from "./errors.ts";

/** A number of bytes, for people: `1.5 MB`. */
export function formatSize(bytes: number): string {
  return prettyBytes(bytes);
}

/** A duration, for people, in whole seconds: `2m 5s`. */
export function formatDuration(seconds: number): string {
  return prettyMilliseconds(Math.ceil(seconds) * 1_000);
}

/** Writes a command so that a POSIX shell takes each word as it is. */
export function quoteForShell(words: readonly string[]): string {
  return words.map(quoteWord).join(" ");
}

function quoteWord(word: string): string {
  if (/^[\w./:=@%+,-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

const { ok, failed, usage, interrupted, terminated } = exitCodes;

/** What follows the help of the program. */
export function explainExitCodes(): string {
  return `
Exit codes:
  ${ok}    done
  ${failed}    something failed, or was found
  ${usage}    the command cannot be understood; nothing was done
  ${interrupted}  interrupted by Ctrl-C
  ${terminated}  ended by SIGTERM

Keys:
  Flip reads TELESTREAM_ACCESS_KEY, TELESTREAM_SECRET_KEY and TELESTREAM_FACTORY_ID, Pili reads
  QINIU_ACCESS_KEY, QINIU_SECRET_KEY and PILI_HUB. Flags go before them, but everybody on the
  machine can read the flags of a running program: prefer the environment for secrets.`;
}

/** Examples, for the end of a command's help. A line that begins with `#` says what the next does. */
export function formatExamples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join("\n")}`;
}
