import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleDocument, printYaml } from "../build/bundle-specs.ts";
import { loadCorrectSpec } from "../openapi/document/load-spec.ts";
import { listSamples } from "../samples/list-samples.ts";
import type { OperationSamples } from "../samples/sample.ts";
import type { OperationLink } from "./library.ts";
import { printIcon, printSiteColors } from "./palette.ts";
import {
  completeSpec,
  listEntries,
  printSpecScript,
  readRedoc,
  renderReference,
  renderReferenceIndex,
  type SpecDocument,
} from "./reference.ts";
import { printSearchIndex } from "./search-index.ts";
import { referenceIndex, references, type SymbolPages } from "./site-map.ts";
import { renderChangelog, renderGuides, renderLanding } from "./text-pages.ts";

const repository = new URL("../../", import.meta.url);

/** The parts of the site to build. */
export interface SiteOptions {
  /**
   * Whether to build the reference of the library, which takes most of the time.
   *
   * @default true
   */
  readonly hasLibrary?: boolean;
}

/** An API and the data that its pages are generated from. */
interface Api {
  readonly api: string;
  readonly document: SpecDocument;
  readonly samples: readonly OperationSamples[];
}

/**
 * Writes the whole site to a folder. A static host can serve it at any address.
 *
 * @param root - The repository, or a copy of it with other specs.
 */
export async function buildSite(
  root: URL,
  site: URL,
  { hasLibrary = true }: SiteOptions = {},
): Promise<void> {
  // The reference of the library needs the icon as a file.
  await write(new URL("assets/icon.svg", site), printIcon());
  const apis = await Promise.all(references.map(({ api }) => readApi(api, root)));
  const symbols = hasLibrary ? await buildLibrary(root, site, apis) : {};
  const guides = await renderGuides();
  const specs = new Map(apis.map(({ api, document }) => [api, document]));
  const files = new Map<string, string>([
    ["index.html", await renderLanding()],
    ["changelog.html", await renderChangelog(root)],
    [referenceIndex.path, renderReferenceIndex(specs)],
    ...guides.map(({ path, html }) => [path, html] as const),
    ...apis.flatMap((api) => listFiles(api, symbols)),
    ["assets/redoc.js", await readRedoc()],
    ["assets/site.css", await printStyles()],
    ["assets/search-index.js", printSearchIndex({ guides, symbols, specs })],
  ]);
  await Promise.all([...files].map(([path, text]) => write(new URL(path, site), text)));
  await bundleScripts(site);
}

async function readApi(api: string, root: URL): Promise<Api> {
  const file = new URL(`specs/${api}/openapi.yaml`, root);
  const document = (await bundleDocument(fileURLToPath(file))) as SpecDocument;
  return { api, document, samples: listSamples(api, loadCorrectSpec(file, root)) };
}

/** Loads TypeDoc only when it is used: loading it takes seconds. */
async function buildLibrary(root: URL, site: URL, apis: readonly Api[]): Promise<SymbolPages> {
  const { writeLibrary } = await import("./library.ts");
  return writeLibrary(root, site, apis.flatMap(listLinks));
}

/** Lists the links from the reference of the library to the operations that its symbols call. */
function listLinks({ api, document, samples }: Api): OperationLink[] {
  const { path: page = "" } = references.find((reference) => reference.api === api) ?? {};
  const entries = new Map(
    listEntries(document).map((entry) => [entry.operation.operationId, entry]),
  );
  return samples.flatMap(({ operationId, symbols }) => {
    const entry = entries.get(operationId);
    if (entry === undefined) return [];
    const title = `${entry.method} ${entry.path}`;
    return symbols.map((symbol) => ({ symbol, title, path: `${page}#${entry.anchor}` }));
  });
}

function listFiles({ api, document, samples }: Api, symbols: SymbolPages): [string, string][] {
  const completed = completeSpec({ api, document, samples, symbols });
  return [
    [`reference/${api}.html`, renderReference(api, document)],
    [`assets/${api}-spec.js`, printSpecScript(completed)],
    [`specs/${api}.yaml`, printYaml(document)],
    [`specs/${api}.json`, `${JSON.stringify(document, undefined, 2)}\n`],
  ];
}

async function printStyles(): Promise<string> {
  const names = ["site.css", "reference.css"];
  const texts = names.map((name) => readFile(new URL(`assets/${name}`, import.meta.url), "utf8"));
  return [printSiteColors(), ...(await Promise.all(texts))].join("\n");
}

/**
 * Bundles the scripts of the pages into `assets/`. Interactive examples contain the library's own code
 * for browsers. The scripts are not modules, because browsers load no modules from `file:` URLs.
 */
async function bundleScripts(site: URL): Promise<void> {
  const names = ["site", "live", "reference", "library"];
  await build({
    absWorkingDir: fileURLToPath(repository),
    entryPoints: names.map((name) => ({ in: `scripts/docs/browser/${name}.ts`, out: name })),
    outdir: fileURLToPath(new URL("assets/", site)),
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    tsconfig: fileURLToPath(new URL("tsconfig.json", repository)),
    logLevel: "warning",
  });
}

async function write(file: URL, text: string): Promise<void> {
  await mkdir(dirname(fileURLToPath(file)), { recursive: true });
  await writeFile(file, text);
}
