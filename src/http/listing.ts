/** Fetches one page. Pages count from 1. */
type FetchPage<Item> = (page: number) => Promise<Item[]>;

interface ListingOptions<Item> {
  fetchPage: FetchPage<Item>;
  /** Items of a full page. A page with fewer is the last. */
  pageSize: number;
  /** The only page wanted, if not all. */
  page?: number | undefined;
  /** What makes an item the same one as on another page. */
  identify: (item: Item) => unknown;
}

/**
 * Work that begins when it is first awaited, and is done once however often that happens.
 *
 * Can stand wherever a promise can.
 */
export abstract class Awaitable<Value> implements PromiseLike<Value> {
  #result: Promise<Value> | undefined;

  /** Does the work. */
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
 * A list that comes in pages.
 *
 * Await it for an array of everything, or iterate it with `for await`: then each page is fetched
 * when it is needed. Nothing is sent before one of the two.
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
   * Items that are created meanwhile push others onto the next page: those are not given twice. A
   * page without anything new is the last, so a service that ignores the page number ends it too.
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
