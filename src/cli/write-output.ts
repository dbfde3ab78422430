import { writeFile } from "node:fs/promises";
import { UsageError } from "./usage-error.ts";

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
