import { existsSync, readdirSync } from "node:fs";

/** Returns the names of the APIs of a repository: the folders of `specs/` with an `openapi.yaml`. */
export function listApis(root: URL): string[] {
  const names = readdirSync(new URL("specs/", root));
  return names.filter((name) => existsSync(new URL(`specs/${name}/openapi.yaml`, root))).sort();
}
