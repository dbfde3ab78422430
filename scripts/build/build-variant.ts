import { fileURLToPath } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";
import type { Entry } from "./list-entries.ts";

/** What the code runs on. It decides between the conditions of `imports` in `package.json`. */
export type Variant = "node" | "web";

/**
 * Bundles each entry into one file, `dist/<variant>/<entry>.js`, and what several share into another.
 *
 * Node takes over a millisecond of CPU to load a module, whatever its size: the forty modules of
 * Flip took five times as long to import as one file of them all. The files keep their names and
 * line breaks, for stack traces, and bundlers drop from them what is not used. For Node, which
 * bundles nothing, openapi-fetch is among them: finding it takes as long as half of the rest.
 *
 * @throws {Error} When the web variant would need a module of Node.
 */
export async function buildVariant(variant: Variant, entries: Entry[], root: URL): Promise<void> {
  const clients = entries.filter(({ isNodeOnly }) => !isNodeOnly);
  const { metafile } = await bundle(variant, clients, keepEntriesApart(clients), root);
  if (variant === "web") refuseNodeModules(metafile);
}

/**
 * Bundles the entries for Node only. What they use of the clients is copied into them, or the
 * clients would come in many small pieces; but the errors are the clients' own, for `instanceof`.
 */
export async function buildNodeOnly(entries: Entry[], root: URL): Promise<void> {
  const others = entries.filter(({ isNodeOnly }) => isNodeOnly);
  await bundle(
    "node",
    others,
    redirect(/\/errors\.ts$/, () => "./flip.js"),
    root,
  );
}

/** Bundlers of users share what several packages need. */
const apart = { packages: "external" } as const;

async function bundle(
  variant: Variant,
  entries: Entry[],
  plugin: Plugin,
  root: URL,
): Promise<{ metafile: Metafile }> {
  return build({
    absWorkingDir: fileURLToPath(root),
    entryPoints: entries.map(({ name, source }) => ({ in: source, out: name })),
    outdir: `dist/${variant}`,
    bundle: true,
    splitting: true,
    chunkNames: "shared-[hash]",
    format: "esm",
    target: "es2022",
    platform: variant === "node" ? "node" : "neutral",
    ...(variant === "node" ? { external: ["node:*", "@noble/*", "@stoplight/*"] } : apart),
    plugins: [plugin],
    metafile: true,
    logLevel: "warning",
  });
}

/** An entry that imports another one loads that one's file, instead of sharing a third with it. */
function keepEntriesApart(entries: Entry[]): Plugin {
  const names = entries.map(({ name }) => name).join("|");
  return redirect(
    new RegExp(`/(${names})/index\\.ts$`),
    (path) => `./${path.split("/").at(-2)}.js`,
  );
}

/** Leaves the import of a source file to run time, as that of a built one. */
export function redirect(filter: RegExp, toTarget: (path: string) => string): Plugin {
  return {
    name: "redirect",
    setup({ onResolve }) {
      onResolve({ filter }, ({ path, kind }) =>
        kind === "entry-point" ? undefined : { path: toTarget(path), external: true },
      );
    },
  };
}

function refuseNodeModules({ outputs }: Metafile): void {
  const paths = Object.values(outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  const found = paths.filter((path) => path.startsWith("node:"));
  if (found.length > 0) throw new Error(`The web variant imports ${found.join(", ")}`);
}
