import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bundle, createConfig, stringifyYaml } from "@redocly/openapi-core";

/** Writes every `specs/<api>/openapi.yaml` as one file, `dist/specs/<api>.yaml`. */
export async function bundleSpecs(root: URL): Promise<void> {
  const folders = await readdir(new URL("specs/", root));
  const apis = folders.filter((name) => existsSync(new URL(`specs/${name}/openapi.yaml`, root)));
  await mkdir(new URL("dist/specs/", root), { recursive: true });
  for (const api of apis) {
    const path = fileURLToPath(new URL(`specs/${api}/openapi.yaml`, root));
    await writeFile(new URL(`dist/specs/${api}.yaml`, root), printYaml(await bundleDocument(path)));
  }
}

/** Joins a spec and the files that it refers to into one document. References to components stay. */
export async function bundleDocument(path: string): Promise<unknown> {
  const config = await createConfig({ extends: ["minimal"] });
  const { bundle: document, problems } = await bundle({ ref: path, config });
  const [problem] = problems;
  if (problem !== undefined) throw new Error(`Cannot bundle ${path}: ${problem.message}`);
  return document.parsed;
}

/** Writes a bundled document as it is published. */
export function printYaml(document: unknown): string {
  return stringifyYaml(document, { noRefs: true, lineWidth: 100 });
}
