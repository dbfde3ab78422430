import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Entry } from "./list-entries.ts";

const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");

/**
 * Writes the declarations that the entries lead to into `dist/types`, and the sources of these
 * declarations into `dist/src` and `dist/generated`: with them, "go to definition" in an editor
 * opens TypeScript instead of a declaration.
 *
 * @throws {Error} When the source does not compile. The compiler has printed the reason.
 */
export async function emitTypes(entries: Entry[], root: URL): Promise<void> {
  const cwd = fileURLToPath(root);
  const tsc = spawn(process.execPath, [compiler, "--project", "src"], { cwd, stdio: "inherit" });
  const [exitCode] = await once(tsc, "exit");
  if (exitCode !== 0) throw new Error("The source does not compile");

  const types = new URL("dist/types/", root);
  const reached = new Set<string>();
  for (const { source } of entries) await follow(source, types, reached);
  await deleteOthers(types, reached);
  for (const source of reached) await copySource(source, root);
}

const relativeImport = /(?:from|import\()\s*"(\.[^"]+\.ts)"/g;

/** Adds a source file, and those that its declaration imports, to the reached ones. */
async function follow(source: string, types: URL, reached: Set<string>): Promise<void> {
  if (reached.has(source)) return;
  reached.add(source);
  const text = await readFile(new URL(declarationOf(source), types), "utf8");
  for (const [, path = ""] of text.matchAll(relativeImport)) {
    const { pathname } = new URL(path, `file:///${source}`);
    await follow(pathname.slice(1), types, reached);
  }
}

/** Deletes the declarations that no entry leads to: users cannot import them. */
async function deleteOthers(types: URL, reached: ReadonlySet<string>): Promise<void> {
  const declarations = [...reached].map(declarationOf);
  const wanted = new Set(declarations.flatMap((path) => [path, `${path}.map`]));
  for (const path of await readdir(types, { recursive: true })) {
    const isMapOrDeclaration = /\.d\.ts(\.map)?$/.test(path);
    if (isMapOrDeclaration && !wanted.has(path.replaceAll("\\", "/")))
      await rm(new URL(path, types));
  }
}

/** Copies a source file into `dist`, and points the map of its declaration at the copy. */
async function copySource(source: string, root: URL): Promise<void> {
  const copy = new URL(`dist/${source}`, root);
  await mkdir(new URL(".", copy), { recursive: true });
  await copyFile(new URL(source, root), copy);

  const file = new URL(`dist/types/${declarationOf(source)}.map`, root);
  const map: { sources: string[] } = JSON.parse(await readFile(file, "utf8"));
  // The path from `dist/types` to the root, less the step out of `dist`.
  const sources = map.sources.map((path) => path.replace("../", ""));
  await writeFile(file, JSON.stringify({ ...map, sources }));
}

function declarationOf(source: string): string {
  return source.replace(/\.ts$/, ".d.ts");
}
