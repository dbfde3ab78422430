import { readFile, writeFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { UsageError } from "./errors.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Reads the file that a flag names. The path `-` is standard input.
 *
 * @throws {UsageError} When the file cannot be read. The message names the flag.
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
 * Writes the file that a flag names.
 *
 * @throws {UsageError} When the file cannot be written. The message names the flag.
 */
export async function writeOutput(flag: string, path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${flag} cannot be written: ${path} (${code})`);
  }
}
