import { exitCodes } from "./exit-codes.ts";

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
