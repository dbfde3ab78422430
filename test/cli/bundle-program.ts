import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

let bundling: Promise<string> | undefined;

/**
 * Bundles the program into a file, which is deleted when the test finishes, and returns its path.
 *
 * The bundle starts faster than the TypeScript source. It cannot start mock servers, because the
 * specs are not part of it.
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
  const defineRequire =
    'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';
  const { outputFiles } = await build({
    entryPoints: [root("src/cli/index.ts")],
    bundle: true,
    write: false,
    logLevel: "error",
    platform: "node",
    format: "esm",
    target: "node20",
    banner: { js: defineRequire },
    external: ["@stoplight/*", "bullmq", "ioredis"],
  });
  return outputFiles[0]?.text ?? "";
}
