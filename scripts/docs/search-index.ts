import MiniSearch from "minisearch";
import type { RenderedGuide } from "./guides.ts";
import { listEntries, type SpecDocument } from "./reference.ts";
import { type SearchEntry, searchOptions } from "./search-options.ts";
import { references } from "./site-map.ts";
import type { SymbolPages } from "./symbol-pages.ts";

/** What the search covers. */
export interface Searched {
  readonly guides: readonly RenderedGuide[];
  /** Bundled specs by the name of the API. */
  readonly specs: ReadonlyMap<string, SpecDocument>;
  readonly symbols: SymbolPages;
}

/** Writes the index of the search as a script. */
export function printSearchIndex(searched: Searched): string {
  const index = new MiniSearch<SearchEntry>(searchOptions);
  const entries = [
    ...searched.guides.flatMap(listSections),
    ...[...searched.specs].flatMap(([api, document]) => listOperations(api, document)),
    ...listSymbols(searched.symbols),
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
    const [entry, ...names] = symbol.split(".");
    const title = names.length === 0 ? `flip-pili/${entry}` : names.join(".");
    return { title, place: `Library: flip-pili/${entry}`, text: summary, path };
  });
}
