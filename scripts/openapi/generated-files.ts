import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** Texts of generated files by path, relative to the root of the repository or to another folder. */
export type GeneratedFiles = ReadonlyMap<string, string>;

const folder = "generated/";

/** Files in the generated folder that are written by hand. */
const handWritten = new Set([`${folder}README.md`]);

/** Writes the files. */
export async function writeFiles(root: URL, files: GeneratedFiles): Promise<void> {
  for (const [path, text] of files) {
    const file = new URL(path, root);
    await mkdir(new URL(".", file), { recursive: true });
    await writeFile(file, text);
  }
}

/** Lists the files that differ from the given texts, one line each. Writes nothing. */
export async function compareFiles(root: URL, files: GeneratedFiles): Promise<string[]> {
  const problems: string[] = [];
  for (const [path, text] of files) {
    const found = await readFile(new URL(path, root), "utf8").catch(() => undefined);
    if (found === undefined) problems.push(`${path} is missing`);
    else if (found !== text) problems.push(`${path} differs from its spec`);
  }
  return problems.sort();
}

/** Removes files. */
export async function removeFiles(root: URL, paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(new URL(path, root));
}

/** Lists the generated files of specs that no longer exist. */
export async function listLeftovers(root: URL, files: GeneratedFiles): Promise<string[]> {
  if (!existsSync(new URL(folder, root))) return [];
  const entries = await readdir(new URL(folder, root), { recursive: true });
  return entries
    .map((entry) => folder + entry.replaceAll("\\", "/"))
    .filter((path) => statSync(new URL(path, root)).isFile())
    .filter((path) => !files.has(path) && !handWritten.has(path))
    .sort();
}

const root = new URL("../../", import.meta.url);
const biomePackages = new URL("node_modules/@biomejs/", root);

/** Returns the command that starts Biome. Its launcher takes longer than formatting a module. */
function biomeCommand(): [command: string, ...args: string[]] {
  const { platform, arch, execPath } = process;
  const prefix = `cli-${platform}-${arch}`;
  const [program, ...others] = readdirSync(biomePackages)
    .filter((name) => name === prefix || name === `${prefix}-musl`)
    .map(
      (name) => new URL(`${name}/${platform === "win32" ? "biome.exe" : "biome"}`, biomePackages),
    );
  if (program !== undefined && others.length === 0) return [fileURLToPath(program)];
  return [execPath, fileURLToPath(new URL("biome/bin/biome", biomePackages))];
}

/** The size limit passed to Biome, which skips larger files. The types of a large API take megabytes. */
const maxSize = 64 * 1024 * 1024;

/**
 * Formats a generated module with the settings of this repository. Writes no file.
 *
 * @param path - Path of the future file, which selects the settings.
 * @throws {Error} When the text is not valid TypeScript.
 */
export function formatSource(text: string, path: string): Promise<string> {
  const [command, ...launcher] = biomeCommand();
  const args = [
    ...launcher,
    "format",
    "--colors=off",
    `--files-max-size=${maxSize}`,
    `--stdin-file-path=${path}`,
  ];
  return new Promise((resolve, reject) => {
    const child = execFile(
      command,
      args,
      { cwd: fileURLToPath(root), maxBuffer: maxSize },
      (error, stdout, stderr) => {
        if (error) reject(new Error(`Cannot format ${path}: ${stderr}`, { cause: error }));
        else resolve(stdout);
      },
    );
    child.stdin?.end(text);
  });
}
