import { mkdir, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { stringify } from "yaml";
import { listApis, loadCorrectSpec } from "../openapi/document/load-spec.ts";

const repository = new URL("../../", import.meta.url);

/** Writes every `specs/<api>/openapi.yaml` as one file, `dist/specs/<api>.yaml`. */
export async function bundleSpecs(root: URL): Promise<void> {
  await mkdir(new URL("dist/specs/", root), { recursive: true });
  for (const api of listApis(root)) {
    const { document } = loadCorrectSpec(new URL(`specs/${api}/openapi.yaml`, root), root);
    await writeFile(new URL(`dist/specs/${api}.yaml`, root), printYaml(document));
  }
}

/**
 * Joins a spec and the files that it refers to into one document. References to components remain.
 *
 * @throws {SpecError} When the spec has a problem.
 */
export async function bundleDocument(path: string): Promise<unknown> {
  return loadCorrectSpec(pathToFileURL(path), repository).document;
}

/** Formats a bundled document as it is published. */
export function printYaml(document: unknown): string {
  return stringify(document, { aliasDuplicateObjects: false, compat: "yaml-1.1", lineWidth: 100 });
}
