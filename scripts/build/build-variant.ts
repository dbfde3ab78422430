import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";
import type { Entry } from "./list-entries.ts";

/** Platform of the code: it selects the condition of `imports` in `package.json`. */
export type Variant = "node" | "web";

/**
 * Bundles each entry into one file, `dist/<variant>/<entry>.js`, and the code that entries share
 * into another.
 *
 * Node needs more than a millisecond of CPU to load a module, whatever its size: importing the forty
 * modules of Flip took five times as long as importing one file. The output keeps names and line
 * breaks, for stack traces, and bundlers can tree-shake it.
 *
 * @throws {Error} When the web variant imports a module of Node.
 */
export async function buildVariant(variant: Variant, entries: Entry[], root: URL): Promise<void> {
  const clients = entries.filter(({ isNodeOnly }) => !isNodeOnly);
  const { metafile } = await bundle(variant, clients, [importOtherEntries(clients)], root);
  if (variant === "web") rejectNodeModules(metafile);
}

/**
 * Bundles the entries for Node only, one by one. They contain copies of the client code that they use,
 * except for what Flip exports: sharing it would split the clients into many small files. The errors are imported,
 * for `instanceof`.
 */
export async function buildNodeOnly(entries: Entry[], root: URL): Promise<void> {
  const others = entries.filter(({ isNodeOnly }) => isNodeOnly);
  const flip = entries.filter(({ name }) => name === "flip");
  const plugins = [importOtherEntries(flip), shareErrorClasses];
  for (const entry of others) await bundle("node", [entry], plugins, root);
}

/** Packages stay imports in the web variant: the user's bundler shares them with other code. */
const external = { packages: "external" } as const;

async function bundle(
  variant: Variant,
  entries: Entry[],
  plugins: Plugin[],
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
    ...(variant === "node"
      ? { external: ["node:*", "@noble/*", "@stoplight/*", "bullmq", "ioredis"] }
      : external),
    plugins,
    metafile: true,
    logLevel: "warning",
  });
}

/** Makes an entry import the file of another entry, instead of sharing a third file with it. */
function importOtherEntries(entries: Entry[]): Plugin {
  const names = entries.map(({ name }) => name).join("|");
  return redirect(
    new RegExp(`/(${names})/index\\.ts$`),
    (path) => `./${path.split("/").at(-2)}.js`,
  );
}

/** Turns the imports of matching source files into imports of built files, outside the bundle. */
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

/** Replaces the classes of `src/http/errors.ts` by those of the built Flip client. */
const shareErrorClasses: Plugin = {
  name: "share-error-classes",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/flip\.js$/ }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /\bhttp[\\/]errors\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const exported = /^export class (\w+)/gm;
      const names = [...text.matchAll(exported)].map(([, name]) => name);
      const contents = text.replaceAll(exported, "class $1");
      return { contents: `${contents}\nexport { ${names} } from "./flip.js";`, loader: "ts" };
    });
  },
};

function rejectNodeModules({ outputs }: Metafile): void {
  const paths = Object.values(outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  const found = paths.filter((path) => path.startsWith("node:"));
  if (found.length > 0) throw new Error(`The web variant imports ${found.join(", ")}`);
}
