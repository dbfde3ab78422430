import type { Options } from "minisearch";

/** Something that the search finds. */
export interface SearchEntry {
  readonly id: number;
  readonly title: string;
  /** Where it stands: `Flip API`, or the title of a guide. */
  readonly place: string;
  readonly text: string;
  /** Path from the root of the site, with the anchor. */
  readonly path: string;
}

/** How the index is made and asked: the same in the build and in the browser. */
export const searchOptions: Options<SearchEntry> = {
  fields: ["title", "place", "text"],
  storeFields: ["title", "place", "path"],
  // `listVideos` is found by `videos`, too.
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
