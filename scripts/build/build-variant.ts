import { fileURLToPath } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";
import type { Entry } from "./list-entries.ts";

/** What the code runs on. It decides between the conditions of `imports` in `package.json`. */
export type Variant = "node" | "web";

/**
 * Bundles each entry into one file, `dist/<variant>/<entry>.js`.
 *
 * Node takes over a millisecond of CPU to load a module, whatever its size: the forty modules of
 * Flip took five times as long to import as one file of them all. The file keeps its names and line
 * breaks, for stack traces, and bundlers drop from it what is not used.
 *
 * @throws {Error} When the web variant would need a module of Node.
 */
export async function buildVariant(variant: Variant, entries: Entry[], root: URL): Promise<void> {
  const wanted = entries.filter(({ isNodeOnly }) => variant === "node" || !isNodeOnly);
  const { metafile } = await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints: wanted.map(({ name, source }) => ({ in: source, out: name })),
    outdir: `dist/${variant}`,
    bundle: true,
    splitting: true,
    chunkNames: "shared-[hash]",
    format: "esm",
    target: "es2022",
    platform: variant === "node" ? "node" : "neutral",
    packages: "external",
    plugins: [keepEntriesApart(wanted)],
    metafile: true,
    logLevel: "warning",
  });
  if (variant === "web") refuseNodeModules(metafile);
}

/** An entry that imports another one loads that one's file, instead of sharing a third with it. */
function keepEntriesApart(entries: Entry[]): Plugin {
  return {
    name: "keep-entries-apart",
    setup({ onResolve }) {
      onResolve({ filter: /\/index\.ts$/ }, ({ path, kind }) => {
        if (kind === "entry-point") return undefined;
        const entry = entries.find(({ name }) => path.endsWith(`/${name}/index.ts`));
        return entry && { path: `./${entry.name}.js`, external: true };
      });
    },
  };
}

function refuseNodeModules({ outputs }: Metafile): void {
  const paths = Object.values(outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  const found = paths.filter((path) => path.startsWith("node:"));
  if (found.length > 0) throw new Error(`The web variant imports ${found.join(", ")}`);
}
