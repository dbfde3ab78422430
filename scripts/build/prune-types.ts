import { readdir, readFile, rm } from "node:fs/promises";

const relativeImport = /(?:from|import\()\s*"(\.[^"]+)\.ts"/g;

/** Deletes the declarations that no entry leads to: users cannot reach them. */
export async function pruneTypes(folder: URL, entries: readonly URL[]): Promise<void> {
  const reached = new Set<string>();
  for (const entry of entries) await follow(entry, reached);
  for (const path of await readdir(folder, { recursive: true })) {
    const file = new URL(path.replaceAll("\\", "/"), folder);
    if (path.endsWith(".d.ts") && !reached.has(file.href)) await rm(file);
  }
}

async function follow(file: URL, reached: Set<string>): Promise<void> {
  if (reached.has(file.href)) return;
  reached.add(file.href);
  const text = await readFile(file, "utf8");
  for (const [, path] of text.matchAll(relativeImport)) {
    await follow(new URL(`${path}.d.ts`, file), reached);
  }
}
