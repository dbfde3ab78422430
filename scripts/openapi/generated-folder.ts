import { existsSync, statSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";

/** Texts of generated files by path, relative to the root of the repository. */
export type GeneratedFiles = ReadonlyMap<string, string>;

const folder = "generated/";

/** Kept by hand among the generated files. */
const handWritten = new Set([`${folder}README.md`]);

/** Writes the files and removes those that are left over from specs that are gone. */
export async function writeFiles(root: URL, files: GeneratedFiles): Promise<void> {
  for (const path of await listLeftOvers(root, files)) await rm(new URL(path, root));
  for (const [path, text] of files) {
    const file = new URL(path, root);
    await mkdir(new URL(".", file), { recursive: true });
    await writeFile(file, text);
  }
}

/** Says of each file whether it differs from what would be written, one line each; writes nothing. */
export async function compareFiles(root: URL, files: GeneratedFiles): Promise<string[]> {
  const problems = (await listLeftOvers(root, files)).map((path) => `${path} comes from no spec`);
  for (const [path, text] of files) {
    const found = await readFile(new URL(path, root), "utf8").catch(() => undefined);
    if (found === undefined) problems.push(`${path} is missing`);
    else if (found !== text) problems.push(`${path} differs from its spec`);
  }
  return problems.sort();
}

async function listLeftOvers(root: URL, files: GeneratedFiles): Promise<string[]> {
  if (!existsSync(new URL(folder, root))) return [];
  const entries = await readdir(new URL(folder, root), { recursive: true });
  return entries
    .map((entry) => folder + entry.replaceAll("\\", "/"))
    .filter((path) => statSync(new URL(path, root)).isFile())
    .filter((path) => !files.has(path) && !handWritten.has(path))
    .sort();
}
