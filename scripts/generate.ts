import { existsSync, statSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { formatSource } from "./openapi/format-source.ts";
import { generateApi } from "./openapi/generate-api.ts";
import { loadSpec } from "./openapi/load-spec.ts";
import { SpecError } from "./openapi/spec-error.ts";

const root = new URL("../", import.meta.url);

/** Kept by hand in the folder of generated files. */
const handWritten = new Set(["generated/README.md"]);

try {
  const files = await generateFiles();
  if (process.argv.includes("--check")) await checkFiles(files);
  else await writeFiles(files);
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** Makes the text of every generated file, by path. */
async function generateFiles(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const api of await listApis()) {
    const modules = generateApi(loadSpec(new URL(`specs/${api}/openapi.yaml`, root), root));
    const paths = Object.entries(modules).map(
      ([name, text]) => [`generated/${api}/${name}.ts`, text] as const,
    );
    const texts = await Promise.all(paths.map(([path, text]) => formatSource(text, path)));
    for (const [index, [path]] of paths.entries()) files.set(path, texts[index] ?? "");
  }
  return files;
}

/** Every folder of specs that holds an `openapi.yaml` is an API. */
async function listApis(): Promise<string[]> {
  const names = await readdir(new URL("specs/", root));
  return names.filter((name) => existsSync(new URL(`specs/${name}/openapi.yaml`, root))).sort();
}

async function writeFiles(files: ReadonlyMap<string, string>): Promise<void> {
  for (const path of await listLeftOvers(files)) await rm(new URL(path, root));
  for (const [path, text] of files) {
    const file = new URL(path, root);
    await mkdir(new URL(".", file), { recursive: true });
    await writeFile(file, text);
  }
}

async function checkFiles(files: ReadonlyMap<string, string>): Promise<void> {
  const problems = (await listLeftOvers(files)).map((path) => `${path} comes from no spec`);
  for (const [path, text] of files) {
    const committed = await readFile(new URL(path, root), "utf8").catch(() => undefined);
    if (committed === undefined) problems.push(`${path} is missing`);
    else if (committed !== text) problems.push(`${path} differs from its spec`);
  }
  if (problems.length === 0) return;
  console.error(`${problems.sort().join("\n")}\nRun: npm run generate`);
  process.exitCode = 1;
}

/** Lists the files of the folder that no spec gives. */
async function listLeftOvers(files: ReadonlyMap<string, string>): Promise<string[]> {
  const entries = await readdir(new URL("generated/", root), { recursive: true });
  return entries
    .map((entry) => `generated/${entry.replaceAll("\\", "/")}`)
    .filter((path) => statSync(new URL(path, root)).isFile())
    .filter((path) => !files.has(path) && !handWritten.has(path))
    .sort();
}
