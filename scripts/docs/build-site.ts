import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleDocument, printYaml } from "../build/bundle-specs.ts";
import { loadSpec } from "../openapi/load-spec.ts";
import { listSamples } from "../samples/list-samples.ts";
import type { OperationSamples } from "../samples/sample.ts";
import { bundleScripts } from "./bundle-scripts.ts";
import { renderGuides } from "./guides.ts";
import type { OperationLink } from "./library.ts";
import { printPalettes } from "./palette.ts";
import { renderChangelog, renderLanding } from "./plain-pages.ts";
import { readRedoc } from "./redoc.ts";
import {
  completeSpec,
  listEntries,
  printSpecScript,
  renderReference,
  type SpecDocument,
} from "./reference.ts";
import { printSearchIndex } from "./search-index.ts";
import { references } from "./site-map.ts";
import type { SymbolPages } from "./symbol-pages.ts";

/** Which parts of the site are made. */
export interface SiteOptions {
  /**
   * Whether the reference of the library is made. It takes most of the time.
   *
   * @default true
   */
  readonly hasLibrary?: boolean;
}

/** An API with all that its pages are made from. */
interface Api {
  readonly api: string;
  readonly document: SpecDocument;
  readonly samples: readonly OperationSamples[];
}

/**
 * Writes the whole site into a folder, which a static host can serve under any address.
 *
 * @param root - The repository, or a copy of it with other specs.
 */
export async function buildSite(
  root: URL,
  site: URL,
  { hasLibrary = true }: SiteOptions = {},
): Promise<void> {
  await mkdir(new URL("assets/", site), { recursive: true });
  const apis = await Promise.all(references.map(({ api }) => readApi(api, root)));
  const symbols = hasLibrary ? await makeLibrary(root, site, apis) : {};
  const guides = await renderGuides();
  const files = new Map<string, string>([
    ["index.html", await renderLanding()],
    ["changelog.html", await renderChangelog(root)],
    ...guides.map(({ path, html }) => [path, html] as const),
    ...apis.flatMap((api) => listFiles(api, symbols)),
    ["assets/redoc.js", await readRedoc()],
    ["assets/site.css", await printStyles()],
    [
      "assets/search-index.js",
      printSearchIndex({
        guides,
        symbols,
        specs: new Map(apis.map(({ api, document }) => [api, document])),
      }),
    ],
  ]);
  await Promise.all([...files].map(([path, text]) => write(new URL(path, site), text)));
  await copyFile(new URL("assets/icon.svg", import.meta.url), new URL("assets/icon.svg", site));
  await bundleScripts(site);
}

async function readApi(api: string, root: URL): Promise<Api> {
  const file = new URL(`specs/${api}/openapi.yaml`, root);
  const document = (await bundleDocument(fileURLToPath(file))) as SpecDocument;
  return { api, document, samples: listSamples(api, loadSpec(file, root)) };
}

/** TypeDoc is loaded only when it is used: that alone takes seconds. */
async function makeLibrary(root: URL, site: URL, apis: readonly Api[]): Promise<SymbolPages> {
  const { writeLibrary } = await import("./library.ts");
  return writeLibrary(root, site, apis.flatMap(listLinks));
}

/** From the library to the operations that its symbols call. */
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
  return [printPalettes(), ...(await Promise.all(texts))].join("\n");
}

async function write(file: URL, text: string): Promise<void> {
  await mkdir(dirname(fileURLToPath(file)), { recursive: true });
  await writeFile(file, text);
}
