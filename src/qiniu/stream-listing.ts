import { PageListing, type PageListingOptions } from "./page-listing.ts";

/** One page of the streams of a hub. */
export interface StreamPage<Item> {
  readonly items: Item[];
  /** Value of `marker` that requests the next page. */
  readonly marker: string;
  /** Whether this is the last page. Undefined with old servers, where an empty page marks the end. */
  readonly end: boolean | undefined;
}

interface StreamListingOptions<Item>
  extends Pick<PageListingOptions<StreamPage<Item>, string>, "fetchPage" | "maxItems"> {
  readonly marker: string | undefined;
}

/**
 * Streams of a hub, listed in pages.
 *
 * Await it to get one page, or iterate over it with `for await` to get every stream from that page on.
 */
export class StreamListing<Item> extends PageListing<Item, StreamPage<Item>, string> {
  constructor({ marker, ...options }: StreamListingOptions<Item>) {
    const loopProblem = "with a marker that was used before";
    super({ ...options, start: marker, nextOf: nextMarker, loopProblem });
  }
}

/** Returns the marker of the next page. An empty page can be in the middle: its items were filtered out. */
function nextMarker({ items, marker, end }: StreamPage<unknown>): string | undefined {
  if (end || !marker) return undefined;
  return items.length === 0 && end !== false ? undefined : marker;
}
