import { HttpError } from "../http/errors.ts";
import { createHidden } from "../http/hidden.ts";
import { Awaitable } from "../http/listing.ts";
import type { ApiResponse } from "../http/transport/response.ts";
import { requestLineOf } from "../http/unwrap.ts";

/** One page of the streams of a hub. */
export interface StreamPage<Item> {
  readonly items: Item[];
  /** Value of `marker` that requests the next page. */
  readonly marker: string;
  /** Whether this is the last page. Undefined with old servers, where an empty page marks the end. */
  readonly end: boolean | undefined;
}

/** A page, and the response that it was read from. */
interface FetchedPage<Item> {
  readonly page: StreamPage<Item>;
  readonly response: ApiResponse;
  /** Data of the response. */
  readonly data: unknown;
}

/**
 * Fetches the page that starts at a marker, or the first page without a marker.
 *
 * @param maxItems - Maximum number of items that are still wanted.
 */
type FetchStreamPage<Item> = (
  marker: string | undefined,
  maxItems: number | undefined,
) => Promise<FetchedPage<Item>>;

interface StreamListingOptions<Item> {
  readonly fetchPage: FetchStreamPage<Item>;
  readonly marker: string | undefined;
  /** Maximum number of streams on all pages together. */
  readonly maxItems: number | undefined;
}

const listings = /* @__PURE__ */ createHidden<StreamListingOptions<unknown>>();

/**
 * Streams of a hub, listed in pages.
 *
 * Await it to get one page, or iterate over it with `for await` to get every stream from that page on.
 */
export class StreamListing<Item>
  extends Awaitable<StreamPage<Item>>
  implements AsyncIterable<Item>
{
  constructor(options: StreamListingOptions<Item>) {
    super();
    listings.set(this, options);
  }

  /**
   * Iterates over the streams and requests each page when it is needed.
   *
   * @throws {HttpError} When the marker of a page is one that was used before: the iteration would never
   *   end.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    const options = optionsOf(this);
    const used = new Set<string | undefined>();
    let { marker, maxItems: left } = options;
    for (;;) {
      const { page, response, data } = await fetchPage(options, marker, left);
      yield* page.items;
      if (left !== undefined) left -= page.items.length;
      if (left === 0 || isLast(page)) return;
      used.add(marker);
      marker = page.marker;
      if (!used.has(marker)) continue;
      const problem = "with a marker that was used before";
      throw new HttpError(requestLineOf(response), response, data, problem);
    }
  }

  protected async run(): Promise<StreamPage<Item>> {
    const options = optionsOf(this);
    return (await fetchPage(options, options.marker, options.maxItems)).page;
  }
}

/** Returns whether no page follows. An empty page can be in the middle: its items were filtered out. */
function isLast({ items, marker, end }: StreamPage<unknown>): boolean {
  if (end || !marker) return true;
  return items.length === 0 && end !== false;
}

function optionsOf<Item>(listing: StreamListing<Item>): StreamListingOptions<Item> {
  return listings.of(listing) as StreamListingOptions<Item>;
}

/** Fetches a page. One with more items than requested is cut off. */
async function fetchPage<Item>(
  { fetchPage }: StreamListingOptions<Item>,
  marker: string | undefined,
  maxItems: number | undefined,
): Promise<FetchedPage<Item>> {
  const { page, ...source } = await fetchPage(marker, maxItems);
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
