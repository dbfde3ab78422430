import type { OperationSamples } from "../samples/sample.ts";
import { escapeHtml } from "./page/escape-html.ts";
import { renderPage } from "./page/render-page.ts";
import { references, relativePath } from "./site-map.ts";
import type { SymbolPages } from "./symbol-pages.ts";

/** A bundled spec, as far as the reference reads it. */
export interface SpecDocument {
  readonly info: { readonly title: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** An operation of a bundled spec, as far as the reference reads it. */
export interface SpecOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name?: string }[];
}

/** An operation, and where it stands in the reference. */
export interface ReferenceEntry {
  readonly operation: SpecOperation;
  /** In upper case. */
  readonly method: string;
  readonly path: string;
  /** As Redoc makes it. */
  readonly anchor: string;
}

/** What Redoc calls the languages whose words it marks: it has no TypeScript. */
const highlighters = { TypeScript: "JavaScript", Shell: "bash" };

const methods = ["get", "put", "post", "delete", "patch", "head"];

/** Lists the operations of a spec, in its order. */
export function listEntries({ paths }: SpecDocument): ReferenceEntry[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    methods
      .filter((method) => method in item)
      .map((method) => {
        const operation = item[method] as SpecOperation;
        const [tag] = operation.tags ?? [];
        const section = tag === undefined ? "" : `tag/${tag}/`;
        const anchor = `${section}operation/${operation.operationId}`;
        return { operation, method: method.toUpperCase(), path, anchor };
      }),
  );
}

/** What a reference is made from. */
export interface ReferenceParts {
  readonly api: string;
  readonly document: SpecDocument;
  readonly samples: readonly OperationSamples[];
  readonly symbols: SymbolPages;
}

/**
 * Completes a spec for its page: samples with every operation, and links to what calls it.
 *
 * Redoc 2 draws it, from its own bundle: of Redocly's tools it is the one that shows samples of ours.
 */
export function completeSpec({ api, document, samples, symbols }: ReferenceParts): SpecDocument {
  const samplesOf = new Map(samples.map((entry) => [entry.operationId, entry]));
  const here = pathOf(api);
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const operations = Object.entries(item).map(([key, value]) => {
      if (!methods.includes(key)) return [key, value];
      return [key, completeOperation(value as SpecOperation, here, samplesOf, symbols)];
    });
    return [path, Object.fromEntries(operations)];
  });
  return { ...document, paths: Object.fromEntries(paths) };
}

function completeOperation(
  operation: SpecOperation,
  here: string,
  samplesOf: ReadonlyMap<string, OperationSamples>,
  symbols: SymbolPages,
): object {
  const entry = samplesOf.get(operation.operationId);
  const links = (entry?.symbols ?? []).flatMap((symbol) => {
    const page = symbols[symbol];
    const name = symbol.slice(symbol.indexOf(".") + 1);
    return page === undefined ? [] : [`[\`${name}\`](${relativePath(here, page.path)})`];
  });
  const called = links.length === 0 ? "" : `\n\nIn the library: ${links.join(", ")}.`;
  return {
    ...operation,
    description: (operation.description ?? "").trim() + called,
    "x-codeSamples": entry?.samples.map(({ lang, label, source }) => ({
      ...{ lang: highlighters[lang], label, source },
    })),
  };
}

/** Renders the page that Redoc draws the reference into. Without scripts it lists the operations. */
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
<div id="redoc"></div>
<noscript><div class="prose alone"><h1>${escapeHtml(title)}</h1>
<p>This page is drawn by a script. The operations:</p><ul>${rows.join("")}</ul>
<p>The whole spec: <a href="../specs/${api}.yaml">YAML</a>, <a href="../specs/${api}.json">JSON</a>.</p></div></noscript>
</main>`,
  });
}

/** The script that holds a completed spec: a page of a folder may not fetch it. */
export function printSpecScript(document: SpecDocument): string {
  return `globalThis.spec=${JSON.stringify(document).replaceAll("<", "\\u003c")};\n`;
}

function pathOf(api: string): string {
  const reference = references.find((page) => page.api === api);
  if (reference === undefined) throw new Error(`There is no page for the reference of ${api}`);
  return reference.path;
}
