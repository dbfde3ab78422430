/** Fetches one page. Pages count from 1. */
type FetchPage<Item> = (page: number) => Promise<Item[]>;

interface ListingOptions<Item> {
  fetchPage: FetchPage<Item>;
  /** Number of items of a full page. A page with fewer items is the last one. */
  pageSize: number;
  /** The only page to fetch, if not all of them. */
  page?: number | undefined;
  /** Returns the key by which an item is recognized on another page. */
  identify: (item: Item) => unknown;
}

/**
 * An operation that starts when it is first awaited, and runs only once.
 *
 * It can be used wherever a promise can.
 */
export abstract class Awaitable<Value> implements PromiseLike<Value> {
  #result: Promise<Value> | undefined;

  /** Runs the operation. */
  protected abstract run(): Promise<Value>;

  // biome-ignore lint/suspicious/noThenProperty: being awaited is the purpose.
  then<Done = Value, Failed = never>(
    onFulfilled?: ((value: Value) => Done | PromiseLike<Done>) | null,
    onRejected?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Done | Failed> {
    return this.#start().then(onFulfilled, onRejected);
  }

  catch<Failed = never>(
    onRejected?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Value | Failed> {
    return this.#start().catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<Value> {
    return this.#start().finally(onFinally);
  }

  #start(): Promise<Value> {
    this.#result ??= this.run();
    return this.#result;
  }
}

/**
 * A list that the service returns in pages.
 *
 * Await it for an array of all items, or iterate it with `for await`, which fetches each page when it
 * is needed. Nothing is sent before that.
 */
export class Listing<Item> extends Awaitable<Item[]> implements AsyncIterable<Item> {
  readonly #options: ListingOptions<Item>;

  constructor(options: ListingOptions<Item>) {
    super();
    this.#options = options;
  }

  /** Iterates over the items, one page request at a time. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const items of this.#pages()) yield* items;
  }

  protected async run(): Promise<Item[]> {
    const all: Item[] = [];
    for await (const items of this.#pages()) all.push(...items);
    return all;
  }

  /**
   * Fetches page by page. An item that is created in the meantime moves another one to the next
   * page, but that one is not returned twice. A page without new items is the last one, so the iteration also ends
   * when the service ignores the page number.
   */
  async *#pages(): AsyncGenerator<Item[], void, undefined> {
    const { fetchPage, pageSize, page: onlyPage, identify } = this.#options;
    if (onlyPage !== undefined) return yield await fetchPage(onlyPage);
    const seen = new Set<unknown>();
    for (let page = 1; ; page++) {
      const items = await fetchPage(page);
      const fresh = items.filter((item) => !seen.has(identify(item)));
      for (const item of fresh) seen.add(identify(item));
      if (fresh.length > 0) yield fresh;
      if (fresh.length === 0 || items.length < pageSize) return;
    }
  }
}
