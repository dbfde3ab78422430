import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { runCommand } from "../../scripts/smoke/consumer.ts";

/** How a program is bundled for a runtime. */
export interface BundleOptions {
  /** File of the program. */
  readonly entry: "worker.js" | "script.js";
  /** Conditions under which the runtime resolves packages, besides `import` and `default`. */
  readonly conditions: readonly string[];
}

/**
 * Bundles a program of the consumer's folder with the installed package.
 *
 * @returns The path of the bundle.
 */
export async function bundleProgram(
  folder: string,
  { entry, conditions }: BundleOptions,
): Promise<string> {
  const outfile = join(folder, "bundles", `${conditions.join("-")}.js`);
  await build({
    absWorkingDir: folder,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "browser",
    conditions: [...conditions],
    format: entry === "worker.js" ? "esm" : "iife",
    target: "es2022",
    tsconfigRaw: {},
    logLevel: "silent",
  });
  return outfile;
}

/**
 * Bundles the script of a page with Parcel and its default settings.
 *
 * @returns The path of the bundle.
 */
export async function bundleWithParcel(folder: string, parcel: string): Promise<string> {
  await writeFile(join(folder, "page.html"), '<script type="module" src="script.js"></script>');
  const output = join(folder, "parcel");
  const options = ["--dist-dir", output, "--no-cache", "--no-source-maps"];
  await runCommand(process.execPath, [parcel, "build", "page.html", ...options], folder);
  const script = (await readdir(output)).find((name) => name.endsWith(".js"));
  if (script === undefined) throw new Error("Parcel has written no script");
  return join(output, script);
}
