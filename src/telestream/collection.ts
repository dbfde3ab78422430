import { requireInteger, requireObject } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { createHidden } from "../http/hidden.ts";
import { Listing, type Page, requireMaxItems } from "../http/listing.ts";
import type { ListOptions, RequestOptions } from "../http/options.ts";
import { requireId } from "../http/wire/serialize.ts";

/** Endpoints that a collection calls. */
export interface Routes<Data, Query, Params, CreateOptions = RequestOptions> {
  /** Accepted values of the `status` filter. Undefined when the list has no such filter. */
  readonly statuses?: readonly string[];
  list(query: Query | undefined, options: RequestOptions): Promise<Page<Data>>;
  find(id: string, options: RequestOptions): Promise<Data>;
  create(params: Params, options: CreateOptions): Promise<Data>;
  delete(id: string, options: RequestOptions): Promise<DeletedResult>;
}

/** Response to a deletion. */
export interface DeletedResult {
  deleted?: boolean | string | undefined;
}

interface PagedQuery {
  page?: number | undefined;
  per_page?: number | undefined;
  status?: string | undefined;
}

/** Default and maximum number of items per page. */
const maxPageSize = 100;

interface CollectionState<Model, Data, Query, Params, CreateOptions> {
  readonly routes: Routes<Data, Query, Params, CreateOptions>;
  readonly toModel: (data: Data) => Model;
}

const states = /* @__PURE__ */ createHidden<unknown>();

/** Objects of one kind that belong to a factory, a video or the account. */
export class Collection<
  Model extends { readonly id: string },
  Data,
  Query extends object,
  Params extends object,
  CreateOptions extends RequestOptions = RequestOptions,
> {
  constructor(routes: Routes<Data, Query, Params, CreateOptions>, toModel: (data: Data) => Model) {
    states.set(this, { routes, toModel });
  }

  /**
   * Lists the objects. Await the result to get all of them as an array, or iterate over it with
   * `for await` to fetch page by page. With `page` in the query, only that page is listed. With
   * `maxItems` in the options, the list ends after that many objects.
   *
   * @throws {InvalidArgumentError} When `page`, `per_page` (1 to 100), `status` or `maxItems` is not
   *   valid.
   * @throws {HttpError} When the service rejects the request. Thrown on awaiting or iterating.
   */
  all(query?: Query, options: ListOptions = {}): Listing<Model> {
    const state = stateOf(this);
    const { maxItems, ...settings } = requireObject("options", options);
    const paged: PagedQuery = query === undefined ? {} : requireObject("query", query);
    const { page, per_page: pageSize = maxPageSize } = paged;
    requireInteger("query.per_page", pageSize, 1, maxPageSize);
    if (page !== undefined) requireInteger("query.page", page, 1, Number.MAX_SAFE_INTEGER);
    requireStatus(paged.status, state.routes.statuses);
    return new Listing({
      fetchPage: (number) => fetchPage(state, query, number, settings),
      maxItems: requireMaxItems(maxItems),
      pageSize,
      page,
      identify: ({ id }) => id,
    });
  }

  /**
   * Retrieves one object.
   *
   * @throws {InvalidArgumentError} When the id is not valid.
   * @throws {HttpError} With status 404 when no object has this id.
   */
  async find(id: string, options: RequestOptions = {}): Promise<Model> {
    const { routes, toModel } = stateOf(this);
    return toModel(await routes.find(requireId("id", id), options));
  }

  /**
   * Creates an object.
   *
   * @throws {InvalidArgumentError} When the parameters are not valid.
   * @throws {HttpError} When the service rejects the request.
   */
  async create(params: Params, options?: CreateOptions): Promise<Model> {
    const { routes, toModel } = stateOf(this);
    requireObject("params", params);
    return toModel(await routes.create(params, options ?? ({} as CreateOptions)));
  }

  /**
   * Deletes one object.
   *
   * @throws {InvalidArgumentError} When the id is not valid.
   * @throws {HttpError} With status 404 when no object has this id.
   */
  async delete(id: string, options: RequestOptions = {}): Promise<DeletedResult> {
    return await stateOf(this).routes.delete(requireId("id", id), options);
  }
}

/** Returns the state of a collection. Its types are those of the constructor's arguments. */
function stateOf<
  Model extends { readonly id: string },
  Data,
  Query extends object,
  Params extends object,
  CreateOptions extends RequestOptions,
>(
  collection: Collection<Model, Data, Query, Params, CreateOptions>,
): CollectionState<Model, Data, Query, Params, CreateOptions> {
  return states.of(collection) as CollectionState<Model, Data, Query, Params, CreateOptions>;
}

async function fetchPage<Model, Data, Query>(
  { routes, toModel }: CollectionState<Model, Data, Query, never, never>,
  query: Query | undefined,
  page: number,
  options: RequestOptions,
): Promise<Page<Model>> {
  // The first page is the default, and some endpoints do not support `page`.
  const paged = page === 1 ? query : ({ ...query, page } as Query);
  const items = await routes.list(paged, options);
  return Object.assign(items.map(toModel), { isLast: items.isLast });
}

function requireStatus(status: unknown, statuses: readonly string[] | undefined): void {
  if (status === undefined || statuses === undefined || statuses.includes(String(status))) return;
  throw new InvalidArgumentError("query.status", `must be one of ${statuses.join(", ")}`);
}
