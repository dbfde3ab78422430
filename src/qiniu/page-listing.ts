import { HttpError } from "../http/errors.ts";
import { createHidden } from "../http/hidden.ts";
import { Awaitable } from "../http/listing.ts";
import type { ApiResponse } from "../http/transport/response.ts";
import { requestLineOf } from "../http/unwrap.ts";

/** A page of a list. */
interface PageOf<Item> {
  readonly items: Item[];
}

/** A page, and the response that it was read from. */
interface FetchedPage<Page> {
  readonly page: Page;
  readonly response: ApiResponse;
  /** Data of the response. */
  readonly data: unknown;
}

/**
 * Fetches the page that starts at a cursor, or the first page without a cursor.
 *
 * @param maxItems - Maximum number of items that are still wanted.
 */
type FetchPage<Page, Cursor> = (
  cursor: Cursor | undefined,
  maxItems: number | undefined,
) => Promise<FetchedPage<Page>>;

/** Options of a {@link PageListing}. */
export interface PageListingOptions<Page, Cursor> {
  readonly fetchPage: FetchPage<Page, Cursor>;
  /** Where the first page starts. */
  readonly start: Cursor | undefined;
  /** Returns where the next page starts, or `undefined` after the last page. */
  readonly nextOf: (page: Page) => Cursor | undefined;
  /** What is wrong with a page that starts where an earlier one did. */
  readonly loopProblem: string;
  /** Maximum number of items on all pages together. */
  readonly maxItems: number | undefined;
}

const listings = /* @__PURE__ */ createHidden<PageListingOptions<never, never>>();

/**
 * Items that are listed in pages, each of which tells where the next one starts.
 *
 * Await it to get one page, or iterate over it with `for await` to get every item from that page on.
 */
export class PageListing<Item, Page extends PageOf<Item>, Cursor>
  extends Awaitable<Page>
  implements AsyncIterable<Item>
{
  constructor(options: PageListingOptions<Page, Cursor>) {
    super();
    listings.set(this, options as unknown as PageListingOptions<never, never>);
  }

  /**
   * Iterates over the items and requests each page when it is needed.
   *
   * @throws {HttpError} When a page starts where an earlier one did: the iteration would never end.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    const options = optionsOf(this);
    const used = new Set<Cursor | undefined>();
    let { start: cursor, maxItems: left } = options;
    for (;;) {
      const { page, response, data } = await fetchPage(options, cursor, left);
      yield* page.items;
      if (left !== undefined) left -= page.items.length;
      const next = options.nextOf(page);
      if (left === 0 || next === undefined) return;
      used.add(cursor);
      cursor = next;
      if (!used.has(cursor)) continue;
      throw new HttpError(requestLineOf(response), response, data, options.loopProblem);
    }
  }

  protected async run(): Promise<Page> {
    const options = optionsOf(this);
    return (await fetchPage(options, options.start, options.maxItems)).page;
  }
}

function optionsOf<Item, Page extends PageOf<Item>, Cursor>(
  listing: PageListing<Item, Page, Cursor>,
): PageListingOptions<Page, Cursor> {
  return listings.of(listing) as unknown as PageListingOptions<Page, Cursor>;
}

/** Fetches a page. One with more items than requested is cut off. */
async function fetchPage<Item, Page extends PageOf<Item>, Cursor>(
  options: PageListingOptions<Page, Cursor>,
  cursor: Cursor | undefined,
  maxItems: number | undefined,
): Promise<FetchedPage<Page>> {
  const { page, ...source } = await options.fetchPage(cursor, maxItems);
  return { page: { ...page, items: page.items.slice(0, maxItems) }, ...source };
}

/**
 * Returns the limit of a page. The number of items that are still wanted becomes one only if a page can
 * hold them.
 *
 * @param maxLimit - Greatest limit that the service is known to accept.
 */
export function pageLimit(
  limit: number | undefined,
  left: number | undefined,
  maxLimit: number,
): number | undefined {
  if (left === undefined || left > (limit || maxLimit)) return limit;
  return left;
}
