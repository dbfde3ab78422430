import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import type { Entry } from "./list-entries.ts";

/** Platform of the code: it selects the condition of `imports` in `package.json`. */
export type Variant = "node" | "web";

/**
 * Bundles each entry into one file, `dist/<variant>/<entry>.js`, and the code that entries share
 * into others. For Node, the code that only uploads need is a file of its own, which is loaded with the
 * first one.
 *
 * Node needs more than a millisecond of CPU to load a module, whatever its size: importing the forty
 * modules of Flip took five times as long as importing one file. The output keeps names and line
 * breaks, for stack traces, and bundlers can tree-shake it.
 *
 * @throws {Error} When the web variant imports a module of Node.
 */
export async function buildVariant(variant: Variant, entries: Entry[], root: URL): Promise<void> {
  const clients = entries.filter(({ isNodeOnly }) => !isNodeOnly);
  const plugins = [importOtherEntries(clients)];
  const files =
    variant === "node" ? [...clients, uploadEngine, telestreamTasks, transport] : clients;
  const draft = await bundle(variant, files, plugins, root, { write: false });
  plugins.push(joinSharedFiles(draft.metafile, root));
  const { metafile } = await bundle(variant, files, plugins, root);
  if (variant === "web") rejectNodeModules(metafile);
}

/** The code that Node loads with the first upload. Elsewhere, the entries contain it. */
const uploadEngine: Entry = { name: "upload", source: "src/upload/engine.ts", isNodeOnly: false };

/** The code that Node loads when encodings are waited for, or profiles planned. */
const telestreamTasks: Entry = {
  name: "tasks",
  source: "src/telestream/tasks.ts",
  isNodeOnly: false,
};

/** The code that Node loads with the first request. */
const transport: Entry = {
  name: "transport",
  source: "src/http/transport/node-transport.ts",
  isNodeOnly: false,
};

/**
 * Bundles the entries for Node only, one by one. They contain copies of the client code that they use,
 * except for what Flip exports: sharing it would split the clients into many small files. The errors are imported,
 * for `instanceof`.
 */
export async function buildNodeOnly(entries: Entry[], root: URL): Promise<void> {
  const others = entries.filter(({ isNodeOnly }) => isNodeOnly);
  const flip = entries.filter(({ name }) => name === "flip");
  const importEngine = redirect(/\/engine\.ts$/, () => `./${uploadEngine.name}.js`);
  const plugins = [importOtherEntries(flip), shareErrorClasses, importEngine];
  for (const entry of others) await bundle("node", [entry], plugins, root);
}

/** Packages stay imports in the web variant: the user's bundler shares them with other code. */
const external = { packages: "external" } as const;

async function bundle(
  variant: Variant,
  entries: Entry[],
  plugins: Plugin[],
  root: URL,
  options: Pick<BuildOptions, "write"> = {},
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
      ? { external: ["node:*", "@stoplight/*", "bullmq", "ioredis"] }
      : external),
    plugins: [...plugins, computeConstants],
    metafile: true,
    logLevel: "warning",
    // Added by joinSharedFiles().
    logOverride: { "ignored-bare-import": "silent" },
    ...options,
  });
}

/** Entries that share code which no other entry needs. */
const families: readonly ReadonlySet<string>[] = [
  new Set(["flip", "flip-3.1", uploadEngine.name, telestreamTasks.name]),
  new Set(["pili", "pili-v2", "rtc"]),
];

/**
 * Makes every entry import all modules that its family shares, and all that families share. Each of these
 * groups then forms one file: otherwise, there is one for each set of files that share modules, and each
 * costs time to load.
 */
function joinSharedFiles({ outputs }: Metafile, root: URL): Plugin {
  const toPath = (path: string): string => fileURLToPath(new URL(path, root));
  const groups = groupSharedModules(outputs);
  const extraImports = new Map<string, string>();
  for (const { entryPoint, imports } of Object.values(outputs)) {
    if (entryPoint === undefined || imports.every(({ external }) => external)) continue;
    const name = entryName(outputs, entryPoint);
    const modules = groups.filter(({ family }) => family?.has(name) ?? true);
    const lines = modules.map(({ path }) => `import ${JSON.stringify(toPath(path))};`);
    extraImports.set(toPath(entryPoint), lines.join("\n"));
  }
  return {
    name: "join-shared-files",
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const imports = extraImports.get(path);
        if (imports === undefined) return undefined;
        const text = await readFile(path, "utf8");
        return { contents: `${text}\n${imports}`, loader: "ts" };
      });
    },
  };
}

type Outputs = Metafile["outputs"];

/** Lists the modules that entries share. One without a family is shared by entries of several. */
function groupSharedModules(
  outputs: Outputs,
): { path: string; family: ReadonlySet<string> | undefined }[] {
  const users = new Map<string, Set<string>>();
  const visit = (file: string, entry: string): void => {
    const names = users.get(file) ?? new Set();
    if (names.has(entry)) return;
    users.set(file, names.add(entry));
    for (const { path, kind, external } of outputs[file]?.imports ?? []) {
      if (!external && kind === "import-statement") visit(path, entry);
    }
  };
  for (const [file, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint !== undefined) visit(file, entryName(outputs, entryPoint));
  }
  return Object.entries(outputs)
    .filter(([, { entryPoint }]) => entryPoint === undefined)
    .flatMap(([file, { inputs }]) => {
      const names = [...(users.get(file) ?? [])];
      const family = families.find((members) => names.every((name) => members.has(name)));
      return Object.keys(inputs).map((path) => ({ path, family }));
    });
}

/** Returns the name of the file that an entry is bundled into, without `.js`. */
function entryName(outputs: Outputs, source: string): string {
  const [file = ""] =
    Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source) ?? [];
  return basename(file, ".js");
}

const product = /^((?:export )?const \w+(?:: number)? = )([\d_.]+(?: \* [\d_.]+)+);$/gm;

/** Writes `4 * 1024` as `4096`: bundlers keep an unused product, since it might have an effect. */
const computeConstants: Plugin = {
  name: "compute-constants",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const contents = text.replace(product, (_, start: string, factors: string) => {
        const numbers = factors.replaceAll("_", "").split(" * ").map(Number);
        return `${start}${numbers.reduce((one, other) => one * other)};`;
      });
      return { contents, loader: "ts" };
    });
  },
};

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
