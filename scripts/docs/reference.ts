import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { OperationSamples } from "../samples/sample.ts";
import { escapeHtml } from "./markdown.ts";
import { renderPage } from "./page.ts";
import {
  type ReferencePage,
  referenceIndex,
  references,
  relativePath,
  type SymbolPages,
  splitSymbol,
} from "./site-map.ts";

/** The fields of a bundled spec that the reference uses. */
export interface SpecDocument {
  readonly info: { readonly title: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The fields of an operation that the reference uses. */
interface SpecOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name?: string }[];
}

/** An operation and its place in the reference. */
interface ReferenceEntry {
  readonly operation: SpecOperation;
  /** In upper case. */
  readonly method: string;
  readonly path: string;
  /** The anchor that Redoc creates. */
  readonly anchor: string;
}

/** The names of the languages in Redoc's highlighter, which has no TypeScript. */
const highlighters = { TypeScript: "JavaScript", Shell: "bash" };

const methods = ["get", "put", "post", "delete", "patch", "head"];

/** Lists the operations of a spec, in spec order. */
export function listEntries({ paths }: SpecDocument): ReferenceEntry[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    methods
      .filter((method) => method in item)
      .map((method) => {
        const operation = item[method] as SpecOperation;
        const [tag] = operation.tags ?? [];
        const section = tag === undefined ? "" : `tag/${tag.replaceAll(" ", "-")}/`;
        const anchor = `${section}operation/${operation.operationId}`;
        return { operation, method: method.toUpperCase(), path, anchor };
      }),
  );
}

/** The input of a reference page. */
interface ReferenceParts {
  readonly api: string;
  readonly document: SpecDocument;
  readonly samples: readonly OperationSamples[];
  readonly symbols: SymbolPages;
}

/**
 * Adds code samples to every operation of a spec, and links to the symbols of the library that call it.
 *
 * The page uses the standalone bundle of Redoc 2, the only tool of Redocly that shows custom samples
 * without requests to another host.
 */
export function completeSpec({ api, document, samples, symbols }: ReferenceParts): SpecDocument {
  const samplesOf = new Map(samples.map((entry) => [entry.operationId, entry]));
  const pagePath = pathOf(api);
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const operations = Object.entries(item).map(([key, value]) => {
      if (!methods.includes(key)) return [key, value];
      return [key, completeOperation(value as SpecOperation, pagePath, samplesOf, symbols)];
    });
    return [path, Object.fromEntries(operations)];
  });
  return { ...document, paths: Object.fromEntries(paths) };
}

function completeOperation(
  operation: SpecOperation,
  pagePath: string,
  samplesOf: ReadonlyMap<string, OperationSamples>,
  symbols: SymbolPages,
): object {
  const entry = samplesOf.get(operation.operationId);
  const links = (entry?.symbols ?? []).flatMap((symbol) => {
    const page = symbols[symbol];
    const name = splitSymbol(symbol).slice(1).join(".");
    return page === undefined ? [] : [`[\`${name}\`](${relativePath(pagePath, page.path)})`];
  });
  const callers = links.length === 0 ? "" : `\n\nIn the library: ${links.join(", ")}.`;
  return {
    ...operation,
    description: (operation.description ?? "").trim() + callers,
    "x-codeSamples": entry?.samples.map(({ lang, label, source }) => ({
      lang: highlighters[lang],
      label,
      source,
    })),
  };
}

/** Renders the page of a reference. Without scripts, it lists the operations. */
export function renderReference(api: string, document: SpecDocument): string {
  const { title } = document.info;
  const rows = listEntries(document).map(
    ({ operation, method, path }) =>
      `<li><code>${method} ${escapeHtml(path)}</code> ${escapeHtml(operation.summary)}</li>`,
  );
  return renderPage({
    path: pathOf(api),
    title: `${title}: API reference`,
    description: `Every operation of ${title}, with samples in TypeScript and curl.`,
    scripts: ["assets/redoc.js", `assets/${api}-spec.js`, "assets/reference.js"],
    body: `<main id="content" class="reference" data-api="${api}">
${renderOthers(pathOf(api))}
<div id="redoc"></div>
<noscript><div class="prose alone"><h1>${escapeHtml(title)}</h1>
<p>The full reference needs JavaScript. These are the operations:</p><ul>${rows.join("")}</ul>
<p>The complete spec: <a href="../specs/${api}.yaml">YAML</a>, <a href="../specs/${api}.json">JSON</a>.</p></div></noscript>
</main>`,
  });
}

function renderOthers(path: string): string {
  const links = references.map((page) => {
    const current = page.path === path ? ' aria-current="page"' : "";
    return `<a href="${relativePath(path, page.path)}"${current}>${page.title}</a>`;
  });
  return `<nav class="apis" aria-label="APIs">${links.join("")}</nav>`;
}

/**
 * Renders the page that lists the references and the specs to download.
 *
 * @param specs - Bundled specs by the name of the API.
 */
export function renderReferenceIndex(specs: ReadonlyMap<string, SpecDocument>): string {
  const { path, title } = referenceIndex;
  const cards = references.map(
    (page) =>
      `<li><a href="${relativePath(path, page.path)}"><strong>${page.title}</strong>${page.description}</a></li>`,
  );
  const rows = references.map((page) => renderSpecRow(page, specs.get(page.api)));
  const description =
    "Every operation of each API, with samples for objects, functions, raw calls and curl.";
  return renderPage({
    path,
    title,
    description,
    body: `<main id="content" class="prose alone"><h1>${title}</h1>
<p>${description}</p>
<ul class="cards">${cards.join("")}</ul>
<h2 id="specs">The specs</h2>
<p>The references are generated from OpenAPI 3.1 documents, each of which is one file, for use with any tool. The package also contains them.</p>
<div class="table" tabindex="0" role="group" aria-label="Table"><table>
<thead><tr><th>API</th><th>Operations</th><th>Import</th><th>Spec</th><th>In the package</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>
</main>`,
  });
}

function renderSpecRow({ api, title }: ReferencePage, document: SpecDocument | undefined): string {
  const count = document === undefined ? 0 : listEntries(document).length;
  const downloads = ["yaml", "json"].map(
    (format) => `<a href="../specs/${api}.${format}" download>${format.toUpperCase()}</a>`,
  );
  const cells = [
    title,
    String(count),
    `<code>flip-pili/${api}</code>`,
    downloads.join(", "),
    `<code>flip-pili/specs/${api}.yaml</code>`,
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}

/** Prints a script that contains the completed spec. Pages at `file:` URLs cannot fetch it. */
export function printSpecScript(document: SpecDocument): string {
  return `globalThis.spec=${JSON.stringify(document).replaceAll("<", "\\u003c")};\n`;
}

function pathOf(api: string): string {
  const reference = references.find((page) => page.api === api);
  if (reference === undefined) throw new Error(`No reference page for the API ${api}`);
  return reference.path;
}

/** Replacements in the bundle of Redoc, where Redoc has no option. */
const patches = [
  // The credit loads a logo from another host. Our pages send no requests to other hosts.
  { from: "https://cdn.redoc.ly/redoc/logo-mini.svg", to: "data:," },
  // The color of patterns is fixed, and too dark for the dark theme.
  { from: "#0e7c86", to: "var(--accent)" },
];

/**
 * Reads the standalone bundle of Redoc and applies the patches.
 *
 * @throws {Error} When the bundle does not contain the text that a patch replaces.
 */
export async function readRedoc(): Promise<string> {
  const path = createRequire(import.meta.url).resolve("redoc/bundles/redoc.standalone.js");
  const text = await readFile(path, "utf8");
  return patches.reduce((patched, { from, to }) => {
    if (!patched.includes(from)) throw new Error(`Not found in the bundle of Redoc: ${from}`);
    return patched.replaceAll(from, to);
  }, text);
}
