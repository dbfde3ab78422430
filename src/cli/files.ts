import { readFile, writeFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { UsageError } from "./errors.ts";
import type { Terminal } from "./terminal.ts";

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

/**
 * Writes a file that a flag names.
 *
 * @throws {UsageError} When it cannot be written, naming the flag.
 */
export async function writeOutput(flag: string, path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${flag} cannot be written: ${path} (${code})`);
  }
}
