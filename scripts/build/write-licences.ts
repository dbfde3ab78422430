import { readdir, readFile, writeFile } from "node:fs/promises";
import type { Metafile } from "esbuild";

/**
 * Writes the licences of all packages whose code is among the output into one file.
 *
 * @throws {Error} When a package has none.
 */
export async function writeLicences({ outputs }: Metafile, file: URL, root: URL): Promise<void> {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const packages = new Set(inputs.flatMap((path) => packageOf(path) ?? []));
  const texts = await Promise.all([...packages].sort().map((name) => readLicence(name, root)));
  await writeFile(file, texts.join("\n\n"));
}

function packageOf(path: string): string | undefined {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

async function readLicence(path: string, root: URL): Promise<string> {
  const folder = new URL(`${path}/`, root);
  const name = (await readdir(folder)).find((file) => /^licen[cs]e/i.test(file));
  if (name === undefined) throw new Error(`${path} has no licence`);
  const text = await readFile(new URL(name, folder), "utf8");
  return `${path.replace(/^.*node_modules\//, "")}\n\n${text.trim()}\n`;
}
