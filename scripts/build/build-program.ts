import { fileURLToPath } from "node:url";
import { build, type Metafile } from "esbuild";
import { redirect } from "./build-variant.ts";
import { writeLicences } from "./write-licences.ts";

/** Some of the bundled packages are CommonJS, and ask for modules of Node in its way. */
const giveRequire =
  'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/**
 * Bundles the command line program into `dist/node/cli.js`, each command into a file of its own, that
 * is loaded when it is called. The packages that only the program uses are copied into it, with
 * their licences; the library is that of the entries.
 */
export async function buildProgram(root: URL): Promise<void> {
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
    external: ["@noble/*", "@stoplight/*"],
    banner: { js: giveRequire },
    plugins: [
      redirect(/\/(flip|pili|testing)\/index\.ts$/, (path) => `./${path.split("/").at(-2)}.js`),
    ],
    metafile: true,
    logLevel: "warning",
  });
  refuseLibrary(metafile, "dist/node/cli.js");
  await writeLicences(metafile, new URL("dist/node/cli.LICENSES", root), root);
}

/** The help is there at once: only commands load the library. */
function refuseLibrary({ outputs }: Metafile, file: string): void {
  for (const { path, kind, external } of outputs[file]?.imports ?? []) {
    if (kind !== "import-statement") continue;
    if (!external) refuseLibrary({ inputs: {}, outputs }, path);
    else if (path.startsWith(".")) throw new Error(`${file} imports ${path} before any command`);
  }
}
