import { idsOf } from "./answer.ts";
import { inBody } from "./state-checks.ts";
import type { Trial } from "./trial.ts";

const checkName = "hands out every entry once, page by page";
const mostEntries = 20;
const wantedPages = 4;

/** A list that comes page by page. */
export interface PagedList {
  /** The ids of the first entries of all, up to the number. */
  readonly first: (count: number) => Promise<string[]>;
  /** The ids of all pages of a size, until at least this many entries have come or none is left. */
  readonly pages: (size: number, count: number) => Promise<string[]>;
}

/** Checks that the pages of a list give the same entries as one large page. */
export async function checkPages(trial: Trial, list: PagedList): Promise<void> {
  // Somebody else may change the list between two calls: then the second try tells.
  const isRight = (await comparePages(list)) ?? (await comparePages(list));
  if (isRight === "too short") return trial.skip(checkName, "there are fewer than two entries");
  const message = "The pages must have the entries of the whole list, each once and in its order";
  trial.check(checkName, isRight === "right" ? [] : [inBody("paging", message)]);
}

async function comparePages(list: PagedList): Promise<"right" | "too short" | undefined> {
  const whole = await list.first(mostEntries);
  if (whole.length < 2) return "too short";
  const size = Math.ceil(whole.length / wantedPages);
  const paged = await list.pages(size, whole.length);
  const compared = paged.slice(0, whole.length);
  const isSame = compared.join() === whole.join();
  // With fewer entries than were asked for the list has no others.
  const isWhole = whole.length < mostEntries ? paged.length === whole.length : true;
  return isSame && isWhole ? "right" : undefined;
}

/** The list of an operation that takes `page` and `per_page`. */
export function numberedPages(trial: Trial, operationId: string): PagedList {
  const ask = async (query: { page: number; per_page: number }) =>
    idsOf((await trial.call(operationId, { query })).body);
  return {
    first: async (count) => (await ask({ page: 1, per_page: count })).slice(0, count),
    async pages(size, count) {
      const ids: string[] = [];
      // One more than should be needed: it must be empty, if there are no others.
      const most = Math.ceil(count / size) + 1;
      for (let page = 1; page <= most; page++) {
        const found = await ask({ page, per_page: size });
        ids.push(...found);
        if (found.length < size) break;
      }
      return ids;
    },
  };
}
