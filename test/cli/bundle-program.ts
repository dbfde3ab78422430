import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

let bundling: Promise<string> | undefined;

/**
 * Bundles the program into a file that goes with the test: it starts at once, where the source would
 * take a second to translate. Its mock servers do not start: the specs are not beside it.
 */
export async function bundleProgram(): Promise<string> {
  bundling ??= bundle();
  const folder = join(await temporaryDirectory(), "dist/node");
  const file = join(folder, "cli.js");
  await mkdir(folder, { recursive: true });
  await copyFile(root("package.json"), join(folder, "../../package.json"));
  await writeFile(file, await bundling);
  return file;
}

async function bundle(): Promise<string> {
  const giveRequire =
    'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';
  const { outputFiles } = await build({
    entryPoints: [root("src/cli/index.ts")],
    ...{ bundle: true, write: false, logLevel: "error" },
    ...{ platform: "node", format: "esm", target: "node20", banner: { js: giveRequire } },
    external: ["@stoplight/*"],
  });
  return outputFiles[0]?.text ?? "";
}
