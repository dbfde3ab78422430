import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = new URL("../../", import.meta.url);
const scripts = ["site", "live", "reference", "library"];

/**
 * Bundles the scripts of the pages into `assets/`, with the library's own code for the web where they
 * compute. They are no modules: browsers load none of a folder.
 */
export async function bundleScripts(site: URL): Promise<void> {
  await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints: scripts.map((name) => ({ in: `scripts/docs/browser/${name}.ts`, out: name })),
    outdir: fileURLToPath(new URL("assets/", site)),
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    tsconfig: fileURLToPath(new URL("tsconfig.json", root)),
    logLevel: "warning",
  });
}
