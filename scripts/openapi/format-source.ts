import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);
const biome = new URL("node_modules/@biomejs/biome/bin/biome", root);

/** Biome leaves larger files as they are; the types of a large API are some megabytes. */
const maxSize = 64 * 1024 * 1024;

/**
 * Formats a generated module with the settings of this repository, touching no file.
 *
 * @param path - Where the text will be; the settings depend on it.
 * @throws {Error} When the text is not TypeScript.
 */
export function formatSource(text: string, path: string): Promise<string> {
  const args = [
    "format",
    "--colors=off",
    `--files-max-size=${maxSize}`,
    `--stdin-file-path=${path}`,
  ];
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [fileURLToPath(biome), ...args],
      { cwd: fileURLToPath(root), maxBuffer: maxSize },
      (error, stdout, stderr) => {
        if (error) reject(new Error(`Cannot format ${path}: ${stderr}`, { cause: error }));
        else resolve(stdout);
      },
    );
    child.stdin?.end(text);
  });
}
