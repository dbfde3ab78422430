import { fieldOf, textField } from "../response.ts";
import type { PagedList } from "../state-checks.ts";

/** Part of a query that selects a page. */
interface PageQuery {
  readonly limit: number;
  readonly marker?: string;
}

/**
 * Returns a list whose pages continue with `marker`.
 *
 * @param listPage - Returns the body of a page.
 * @param idsOf - Returns the ids of its entries.
 */
export function markedPages(
  listPage: (query: PageQuery) => Promise<unknown>,
  idsOf: (body: unknown) => readonly string[],
): PagedList {
  return {
    first: async (count) => [...idsOf(await listPage({ limit: count }))],
    async pages(size, count) {
      let ids: string[] = [];
      let marker: string | undefined;
      const maxPages = Math.ceil(count / size) + 1;
      for (let page = 0; page < maxPages; page++) {
        const body = await listPage(
          marker === undefined ? { limit: size } : { limit: size, marker },
        );
        const found = idsOf(body);
        ids = ids.concat(found);
        marker = textField(body, "marker");
        if (found.length === 0 || fieldOf(body, "end") === true || marker === undefined) break;
      }
      return ids;
    },
  };
}
