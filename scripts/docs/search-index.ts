import MiniSearch from "minisearch";
import { listEntries, type SpecDocument } from "./reference.ts";
import { type SearchEntry, searchOptions } from "./search-options.ts";
import type { SymbolPages } from "./site-map.ts";
import { references, splitSymbol } from "./site-map.ts";
import type { RenderedGuide } from "./text-pages.ts";

/** The content that the search covers. */
export interface SearchContent {
  readonly guides: readonly RenderedGuide[];
  /** Bundled specs by the name of the API. */
  readonly specs: ReadonlyMap<string, SpecDocument>;
  readonly symbols: SymbolPages;
}

/** Prints the search index as a script. */
export function printSearchIndex({ guides, specs, symbols }: SearchContent): string {
  const index = new MiniSearch<SearchEntry>(searchOptions);
  const entries = [
    ...guides.flatMap(listSections),
    ...[...specs].flatMap(([api, document]) => listOperations(api, document)),
    ...listSymbols(symbols),
  ];
  index.addAll(entries.map((entry, id) => ({ ...entry, id })));
  return `globalThis.searchIndex=${JSON.stringify(JSON.stringify(index))};\n`;
}

type Entry = Omit<SearchEntry, "id">;

function listSections({ path, title, sections }: RenderedGuide): Entry[] {
  return sections.map(({ level, id, text, content }) => ({
    title: text,
    place: level === 1 ? "Guide" : title,
    text: content,
    path: level === 1 ? path : `${path}#${id}`,
  }));
}

function listOperations(api: string, document: SpecDocument): Entry[] {
  const page = references.find((reference) => reference.api === api);
  return listEntries(document).map(({ operation, method, path, anchor }) => ({
    title: `${operation.summary}: ${operation.operationId}`,
    place: `${page?.title}: ${method} ${path}`,
    text: [
      operation.description ?? "",
      ...(operation.parameters ?? []).map(({ name = "" }) => name),
    ].join(" "),
    path: `${page?.path}#${anchor}`,
  }));
}

function listSymbols(symbols: SymbolPages): Entry[] {
  return Object.entries(symbols).map(([symbol, { path, summary }]) => {
    const [entry, ...names] = splitSymbol(symbol);
    const title = names.length === 0 ? `flip-pili/${entry}` : names.join(".");
    return { title, place: `Library: flip-pili/${entry}`, text: summary, path };
  });
}
