import { readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, type Metafile } from "esbuild";
import { redirect } from "./build-variant.ts";
import type { Entry } from "./list-entries.ts";

/** Defines the `require` of CommonJS, which some of the bundled packages call for modules of Node. */
const defineRequire =
  'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/**
 * Bundles the command line program into `dist/node/cli.js`, with a file for each command that is
 * loaded when the command runs. The bundle contains the packages that only the program uses, with
 * their licenses. It imports the library from the entries.
 */
export async function buildProgram(entries: readonly Entry[], root: URL): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints: [{ in: "src/cli/index.ts", out: "cli" }],
    outdir: "dist/node",
    bundle: true,
    // Comments are half of commander.
    minify: true,
    splitting: true,
    chunkNames: "cli-[name]-[hash]",
    format: "esm",
    target: "es2022",
    platform: "node",
    external: ["@stoplight/*", "bullmq", "ioredis"],
    banner: { js: defineRequire },
    plugins: [
      redirect(
        new RegExp(`/(${entries.map(({ name }) => name).join("|")})/index\\.ts$`),
        (path) => `./${path.split("/").at(-2)}.js`,
      ),
    ],
    metafile: true,
    logLevel: "warning",
  });
  rejectEarlyLibrary(metafile, "dist/node/cli.js");
  await writeLicenses(metafile, new URL("dist/node/cli.LICENSES", root), root);
}

/** Throws if the library is loaded before a command runs: `--help` must not wait for it. */
function rejectEarlyLibrary({ outputs }: Metafile, file: string): void {
  for (const { path, kind, external } of outputs[file]?.imports ?? []) {
    if (kind !== "import-statement") continue;
    if (!external) rejectEarlyLibrary({ inputs: {}, outputs }, path);
    else if (path.startsWith(".")) throw new Error(`${file} imports ${path} before any command`);
  }
}

/**
 * Writes the licenses of all bundled packages into one file.
 *
 * @throws {Error} When a package has no license file.
 */
async function writeLicenses({ outputs }: Metafile, file: URL, root: URL): Promise<void> {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const packages = new Set(inputs.flatMap((path) => packageOf(path) ?? []));
  const texts = await Promise.all([...packages].sort().map((name) => readLicense(name, root)));
  await writeFile(file, texts.join("\n\n"));
}

function packageOf(path: string): string | undefined {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

async function readLicense(path: string, root: URL): Promise<string> {
  const folder = new URL(`${path}/`, root);
  const name = (await readdir(folder)).find((file) => /^licen[cs]e/i.test(file));
  if (name === undefined) throw new Error(`${path} has no license file`);
  const text = await readFile(new URL(name, folder), "utf8");
  return `${path.replace(/^.*node_modules\//, "")}\n\n${text.trim()}\n`;
}
