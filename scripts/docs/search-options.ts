import type { Options } from "minisearch";

/** An entry of the search index. */
export interface SearchEntry {
  readonly id: number;
  readonly title: string;
  /** The page or section that contains it: `Flip API`, or the title of a guide. */
  readonly place: string;
  readonly text: string;
  /** Path from the root of the site, with the anchor. */
  readonly path: string;
}

/** Options of the index. The build and the browser must use the same. */
export const searchOptions: Options<SearchEntry> = {
  fields: ["title", "place", "text"],
  storeFields: ["title", "place", "path"],
  // `videos` also finds `listVideos`.
  tokenize: (text) =>
    text
      .split(/[^\p{L}\p{N}_]+/u)
      .filter(Boolean)
      .flatMap((word) => {
        const parts = word.split(/_|(?<=[a-z0-9])(?=[A-Z])/);
        return parts.length > 1 ? [word, ...parts] : [word];
      }),
  searchOptions: { boost: { title: 4, place: 1.5 }, prefix: true, fuzzy: 0.15, combineWith: "AND" },
};
