import { Awaitable } from "../http/listing.ts";

/** One page of a hub's streams. */
export interface StreamPage<Item> {
  readonly items: Item[];
  /** What to pass as `marker` for the next page. */
  readonly marker: string;
  /** Whether this is the last page. Old servers do not say: then only an empty page tells. */
  readonly end: boolean | undefined;
}

/** Fetches the page that begins at a marker, the first one without. */
export type FetchStreamPage<Item> = (marker: string | undefined) => Promise<StreamPage<Item>>;

/**
 * A hub's streams, which come in pages.
 *
 * Await it for one page, or iterate it with `for await` over every stream from that page on.
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

  /** Iterates over the streams, one page request at a time. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    const seen = new Set<string | undefined>();
    for (let marker = this.#marker; !seen.has(marker); ) {
      seen.add(marker); // A marker that comes again would lead round in a circle.
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
