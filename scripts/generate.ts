import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { formatSource } from "./openapi/format-source.ts";
import { generateApi } from "./openapi/generate-api.ts";
import { compareFiles, type GeneratedFiles, writeFiles } from "./openapi/generated-folder.ts";
import { loadSpec } from "./openapi/load-spec.ts";
import { SpecError } from "./openapi/spec-error.ts";

const repository = new URL("../", import.meta.url);

if (process.argv[1] === import.meta.filename) {
  const problems = await generate(repository, { isCheck: process.argv.includes("--check") });
  if (problems.length > 0) {
    console.error(problems.join("\n"));
    process.exitCode = 1;
  }
}

/**
 * Generates the modules of every API: each folder of `specs/` that holds an `openapi.yaml`.
 *
 * @returns What is wrong, one line each: with the specs, or, when checking, with the files.
 */
export async function generate(root: URL, { isCheck = false } = {}): Promise<readonly string[]> {
  try {
    const files = await generateFiles(root);
    if (isCheck) return await compareFiles(root, files);
    await writeFiles(root, files);
    return [];
  } catch (error) {
    if (error instanceof SpecError) return [error.message];
    throw error;
  }
}

async function generateFiles(root: URL): Promise<GeneratedFiles> {
  const files = new Map<string, string>();
  for (const api of await listApis(root)) {
    const modules = generateApi(loadSpec(new URL(`specs/${api}/openapi.yaml`, root), root));
    for (const [name, text] of Object.entries(modules)) {
      files.set(`generated/${api}/${name}.ts`, text);
    }
  }
  const texts = [...files].map(
    async ([path, text]) => [path, await formatSource(text, path)] as const,
  );
  return new Map(await Promise.all(texts));
}

async function listApis(root: URL): Promise<string[]> {
  const names = await readdir(new URL("specs/", root));
  return names.filter((name) => existsSync(new URL(`specs/${name}/openapi.yaml`, root))).sort();
}
