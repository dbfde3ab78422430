import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { loadSpec, type Spec } from "../../scripts/openapi/load-spec.ts";
import { listSamples } from "../../scripts/samples/list-samples.ts";
import type { OperationSamples } from "../../scripts/samples/sample.ts";

const root = new URL("../../", import.meta.url);

/** Reads the spec of an API. */
export function readSpec(api: string): Spec {
  return loadSpec(new URL(`specs/${api}/openapi.yaml`, root), root);
}

/** Writes the samples of an API from its spec. */
export function readSamples(api: string): OperationSamples[] {
  return listSamples(api, readSpec(api));
}

/** Runs a program as a module of this repository, so that the entry points resolve. */
export async function run(name: string, text: string): Promise<void> {
  const folder = fileURLToPath(new URL("test/docs/programs.generated/", root));
  await mkdir(folder, { recursive: true });
  onTestFinished(() => rm(`${folder}${name}.ts`, { force: true }));
  await writeFile(`${folder}${name}.ts`, `${text}\nexport {};\n`);
  await import(`${folder}${name}.ts`);
}
