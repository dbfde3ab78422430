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
    const text = await bundleSpec(fileURLToPath(new URL(`specs/${api}/openapi.yaml`, root)));
    await writeFile(new URL(`dist/specs/${api}.yaml`, root), text);
  }
}

async function bundleSpec(path: string): Promise<string> {
  const config = await createConfig({ extends: ["minimal"] });
  const { bundle: document, problems } = await bundle({ ref: path, config });
  const [problem] = problems;
  if (problem !== undefined) throw new Error(`Cannot bundle ${path}: ${problem.message}`);
  return stringifyYaml(document.parsed, { noRefs: true, lineWidth: 100 });
}
