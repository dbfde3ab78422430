import { isPlainObject } from "../http/argument-checks.ts";
import type { Page } from "../http/listing.ts";
import type { RequestOptions } from "../http/options.ts";
import {
  type EndpointResult,
  unwrap,
  unwrapDeletion,
  unwrapFields,
  unwrapList,
} from "../http/unwrap.ts";
import { hasId, isListOfObjects } from "../http/wire-object.ts";

/** Generated function of an endpoint. */
type Endpoint<Client, Options, Data> = (
  client: Client,
  options: Options,
) => Promise<EndpointResult<Data>>;

/** Endpoint whose path contains the id of an object. */
type EndpointById<Client, Data> = Endpoint<Client, { path: { id: string } }, Data>;

/** Call of an {@link EndpointById}. */
type CallById<Data> = (id: string, options: RequestOptions) => Promise<Data>;

/** Returns a call that retrieves an object. */
export function finding<Client, Data>(
  client: Client,
  endpoint: EndpointById<Client, Data>,
): CallById<Data> {
  return (id, options) => unwrap(endpoint(client, { path: { id }, ...options }), hasId);
}

/** Returns a call whose response has fields, all of which are optional. */
export function fetchingFields<Client, Data extends object>(
  client: Client,
  endpoint: EndpointById<Client, Data>,
): CallById<Data> {
  return (id, options) => unwrapFields(endpoint(client, { path: { id }, ...options }));
}

/** Returns a call that deletes an object. */
export function deleting<Client, Data extends object>(
  client: Client,
  endpoint: EndpointById<Client, Data | undefined>,
): CallById<Data> {
  return (id, options) => unwrapDeletion(endpoint(client, { path: { id }, ...options }));
}

/** Returns a call that lists objects as an array. */
export function listing<Client, Query, Item>(
  client: Client,
  endpoint: Endpoint<Client, { query?: Query }, Item[]>,
): (query: Query, options: RequestOptions) => Promise<Item[]> {
  return (query, options) => unwrapList(endpoint(client, { query, ...options }));
}

/** Fields of a page of a list. */
export interface PageFields {
  readonly page?: number | string | null | undefined;
  readonly per_page?: number | string | null | undefined;
  readonly total?: number | string | null | undefined;
}

/** Returns a call that lists objects that the response contains under a name, next to {@link PageFields}. */
export function listingPages<Client, Query, Name extends string, Item>(
  client: Client,
  endpoint: Endpoint<Client, { query?: Query }, WrappedPage<Name, Item>>,
  name: Name,
): (query: Query, options: RequestOptions) => Promise<Page<Item>> {
  return (query, options) => unwrapPage(endpoint(client, { query, ...options }), name);
}

/** A page of a list as the service returns it. */
type WrappedPage<Name extends string, Item> = PageFields & {
  readonly [Key in Name]?: Item[] | null;
};

/** Returns the items of a page. A list without the object around it is accepted, too. */
export async function unwrapPage<Name extends string, Item>(
  result: Promise<EndpointResult<WrappedPage<Name, Item>>>,
  name: Name,
): Promise<Page<Item>> {
  const body = await unwrap(result, (data) => isListOfObjects(itemsIn(data, name)));
  const items = itemsIn(body, name) as Item[]; // Checked above.
  return Object.assign([...items], { isLast: isLastPage(body, items.length) });
}

function itemsIn(body: unknown, name: string): unknown {
  if (!isPlainObject(body)) return body ?? [];
  if (Object.hasOwn(body, name)) return body[name] ?? [];
  // An error or another object is not a list.
  return Object.keys(body).every((key) => pageFields.has(key)) ? [] : undefined;
}

const pageFields = /* @__PURE__ */ new Set(["page", "per_page", "total"]);

/** Returns whether a page is the last one, or `undefined` when its numbers do not tell. */
function isLastPage(body: PageFields | undefined, length: number): boolean | undefined {
  const { page, per_page, total } = body ?? {};
  const [number, size, all] = [page, per_page, total].map((value) => Number(value ?? Number.NaN));
  if (!isCount(all)) return undefined;
  // Without the size of its pages, only a page with everything or an empty one shows the end.
  const isWhole = length > all ? undefined : length === all || length === 0;
  if (!isCount(number) || !isCount(size)) return isWhole;
  const isContradiction = (number - 1) * size + length > all;
  return isContradiction ? undefined : number * size >= all;
}

function isCount(value: number | undefined): value is number {
  return Number.isSafeInteger(value);
}
