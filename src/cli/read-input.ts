import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Reads a file that a flag names, or with `-` the standard input, to its end.
 *
 * @throws {UsageError} When it cannot be read, naming the flag.
 */
export async function readInput(
  flag: string,
  path: string,
  { stdin }: Pick<Terminal, "stdin">,
): Promise<Uint8Array> {
  try {
    return await (path === "-" ? buffer(stdin) : readFile(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${flag} cannot be read: ${path} (${code})`);
  }
}
