import { requireInteger } from "./argument-checks.ts";
import { createHidden } from "./hidden.ts";

/** Items of one page. Without `isLast`, a page that is not full is the last one. */
export type Page<Item> = Item[] & { readonly isLast?: boolean | undefined };

/** Fetches one page. Pages count from 1. */
type FetchPage<Item> = (page: number) => Promise<Page<Item>>;

interface ListingOptions<Item> {
  fetchPage: FetchPage<Item>;
  /** Number of items of a full page. */
  pageSize: number;
  /** The only page to fetch, if not all of them. */
  page?: number | undefined;
  /** Maximum number of items on all pages together. */
  maxItems?: number | undefined;
  /** Returns the key by which an item is recognized on another page. */
  identify: (item: Item) => unknown;
}

/**
 * Validates the option `maxItems` of a list.
 *
 * @throws {InvalidArgumentError} When the value is neither `undefined` nor an integer of at least 1.
 */
export function requireMaxItems(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  return requireInteger("maxItems", value, 1, Number.MAX_SAFE_INTEGER);
}

const results = /* @__PURE__ */ createHidden<{ promise?: Promise<unknown> }>();

/**
 * An operation that starts when it is first awaited, and runs only once.
 *
 * It can be used wherever a promise can.
 */
export abstract class Awaitable<Value> implements PromiseLike<Value> {
  constructor() {
    results.set(this, {});
  }

  /** Runs the operation. */
  protected abstract run(): Promise<Value>;

  // biome-ignore lint/suspicious/noThenProperty: being awaited is the purpose.
  then<Done = Value, Failed = never>(
    onFulfilled?: ((value: Value) => Done | PromiseLike<Done>) | null,
    onRejected?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Done | Failed> {
    return start(this, () => this.run()).then(onFulfilled, onRejected);
  }

  catch<Failed = never>(
    onRejected?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Value | Failed> {
    return start(this, () => this.run()).catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<Value> {
    return start(this, () => this.run()).finally(onFinally);
  }
}

/** Starts an operation, or returns the promise of the one that has been started. */
function start<Value>(owner: Awaitable<Value>, run: () => Promise<Value>): Promise<Value> {
  const result = results.of(owner);
  result.promise ??= run();
  return result.promise as Promise<Value>;
}

const listings = /* @__PURE__ */ createHidden<ListingOptions<unknown>>();

/**
 * A list that the service returns in pages.
 *
 * Await it for an array of all items, or iterate it with `for await`, which fetches each page when it
 * is needed. Nothing is sent before that.
 */
export class Listing<Item> extends Awaitable<Item[]> implements AsyncIterable<Item> {
  constructor(options: ListingOptions<Item>) {
    super();
    listings.set(this, options as ListingOptions<unknown>);
  }

  /** Iterates over the items, one page request at a time. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const items of pagesOf(this)) yield* items;
  }

  protected async run(): Promise<Item[]> {
    const all: Item[] = [];
    // Not `push(...items)`: a page with very many items would overflow the stack.
    for await (const items of pagesOf(this)) for (const item of items) all.push(item);
    return all;
  }
}

/** Returns the items of a list page by page, up to its maximum number of items. */
async function* pagesOf<Item>(listing: Listing<Item>): AsyncGenerator<Item[], void, undefined> {
  const options = listings.of(listing) as ListingOptions<Item>;
  let left = options.maxItems ?? Number.POSITIVE_INFINITY;
  for await (const items of fetchPages(options)) {
    yield items.length > left ? items.slice(0, left) : items;
    left -= items.length;
    if (left <= 0) return;
  }
}

/**
 * Fetches page by page. An item that is created in the meantime moves another one to the next
 * page, but that one is not returned twice. A page without new items is the last one, so the iteration also ends
 * when the service ignores the page number.
 */
async function* fetchPages<Item>({
  fetchPage,
  pageSize,
  page: onlyPage,
  identify,
}: ListingOptions<Item>): AsyncGenerator<Item[], void, undefined> {
  if (onlyPage !== undefined) return yield await fetchPage(onlyPage);
  const seen = new Set<unknown>();
  for (let page = 1; ; page++) {
    const items = await fetchPage(page);
    const fresh = items.filter((item) => !seen.has(identify(item)));
    for (const item of fresh) seen.add(identify(item));
    if (fresh.length > 0) yield fresh;
    if (fresh.length === 0 || (items.isLast ?? items.length < pageSize)) return;
  }
}
