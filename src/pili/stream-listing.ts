import { Awaitable } from "../http/listing.ts";

/** One page of the streams of a hub. */
export interface StreamPage<Item> {
  readonly items: Item[];
  /** Value of `marker` that requests the next page. */
  readonly marker: string;
  /** Whether this is the last page. Undefined with old servers, where an empty page marks the end. */
  readonly end: boolean | undefined;
}

/** Fetches the page that starts at a marker, or the first page without a marker. */
type FetchStreamPage<Item> = (marker: string | undefined) => Promise<StreamPage<Item>>;

/**
 * Streams of a hub, listed in pages.
 *
 * Await it to get one page, or iterate over it with `for await` to get every stream from that page on.
 */
export class StreamListing<Item>
  extends Awaitable<StreamPage<Item>>
  implements AsyncIterable<Item>
{
  readonly #fetchPage: FetchStreamPage<Item>;
  readonly #marker: string | undefined;

  constructor(fetchPage: FetchStreamPage<Item>, marker: string | undefined) {
    super();
    this.#fetchPage = fetchPage;
    this.#marker = marker;
  }

  /** Iterates over the streams and requests each page when it is needed. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    const seen = new Set<string | undefined>();
    for (let marker = this.#marker; !seen.has(marker); ) {
      seen.add(marker); // With a repeated marker, the iteration would never end.
      const page = await this.#fetchPage(marker);
      yield* page.items;
      if (page.end || page.items.length === 0 || !page.marker) return;
      marker = page.marker;
    }
  }

  protected run(): Promise<StreamPage<Item>> {
    return this.#fetchPage(this.#marker);
  }
}
