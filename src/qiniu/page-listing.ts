import { createHidden } from "../http/hidden.ts";
import { Awaitable } from "../http/listing.ts";

/** A page, where the next one starts, and what to throw when that leads to a page that has been fetched before. */
interface FetchedPage<Page, Cursor> {
  readonly page: Page;
  /** Undefined for the last page. */
  readonly next: Cursor | undefined;
  readonly createLoopError: () => Error;
}

/**
 * Fetches the page that starts at a cursor, or the first page without a cursor.
 *
 * @param maxItems - Maximum number of items that are still wanted.
 */
type FetchPage<Page, Cursor> = (
  cursor: Cursor | undefined,
  maxItems: number | undefined,
) => Promise<FetchedPage<Page, Cursor>>;

interface PageListingOptions<Page, Cursor> {
  readonly fetchPage: FetchPage<Page, Cursor>;
  /** Where the first page starts. */
  readonly start: Cursor | undefined;
  /** Maximum number of items on all pages together. */
  readonly maxItems: number | undefined;
}

/** A page of a list. */
interface PageOf<Item> {
  readonly items: Item[];
}

const listings = /* @__PURE__ */ createHidden<PageListingOptions<unknown, unknown>>();

/**
 * Items that are listed in pages, each of which names the start of the next one.
 *
 * Await it to get one page, or iterate over it with `for await` to get every item from that page on.
 */
export class PageListing<Item, Page extends PageOf<Item>, Cursor>
  extends Awaitable<Page>
  implements AsyncIterable<Item>
{
  constructor(options: PageListingOptions<Page, Cursor>) {
    super();
    listings.set(this, options as PageListingOptions<unknown, unknown>);
  }

  /**
   * Iterates over the items and requests each page when it is needed.
   *
   * @throws {HttpError} When a page leads to one that was fetched before: the iteration would never end.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    const options = listings.of(this) as PageListingOptions<Page, Cursor>;
    const used = new Set<Cursor | undefined>();
    let { start: cursor, maxItems: left } = options;
    for (;;) {
      const { page, next, createLoopError } = await fetchPage(options, cursor, left);
      yield* page.items;
      if (left !== undefined) left -= page.items.length;
      if (left === 0 || next === undefined) return;
      used.add(cursor);
      cursor = next;
      if (used.has(cursor)) throw createLoopError();
    }
  }

  protected async run(): Promise<Page> {
    const options = listings.of(this) as PageListingOptions<Page, Cursor>;
    return (await fetchPage(options, options.start, options.maxItems)).page;
  }
}

/** Fetches a page. One with more items than requested is cut off. */
async function fetchPage<Item, Page extends PageOf<Item>, Cursor>(
  options: PageListingOptions<Page, Cursor>,
  cursor: Cursor | undefined,
  maxItems: number | undefined,
): Promise<FetchedPage<Page, Cursor>> {
  const fetched = await options.fetchPage(cursor, maxItems);
  const { page } = fetched;
  return { ...fetched, page: { ...page, items: page.items.slice(0, maxItems) } };
}

/** Returns the smaller limit. A limit of all items becomes one of a page only if a page can hold it. */
export function limitOfPage(
  limit: number | undefined,
  left: number | undefined,
  maxLimit: number,
): number | undefined {
  if (left === undefined || left > (limit ?? maxLimit)) return limit;
  return left;
}
