import { requireInteger, requireObject } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { Listing } from "../http/listing.ts";
import type { RequestOptions } from "../http/options.ts";
import { requireId } from "../http/wire/path.ts";

/** The endpoints behind a collection. */
export interface Routes<Data, Query, Params, CreateOptions = RequestOptions> {
  list(query: Query | undefined, options: RequestOptions): Promise<Data[]>;
  find(id: string, options: RequestOptions): Promise<Data>;
  create(params: Params, options: CreateOptions): Promise<Data>;
  delete(id: string, options: RequestOptions): Promise<DeletedResult>;
}

/** The service's answer to a deletion. */
export interface DeletedResult {
  deleted?: boolean | string | undefined;
}

interface PagedQuery {
  page?: number | undefined;
  per_page?: number | undefined;
  status?: string | undefined;
}

/** Items of a page when nothing is asked for, and the most that the service gives. */
const longestPage = 100;

const statuses = ["success", "fail", "processing"];

/** The objects of one kind that a factory, a video or the account has. */
export class Collection<
  Model extends { readonly id: string },
  Data,
  Query extends object,
  Params extends object,
  CreateOptions extends RequestOptions = RequestOptions,
> {
  readonly #routes: Routes<Data, Query, Params, CreateOptions>;
  readonly #toModel: (data: Data) => Model;

  constructor(routes: Routes<Data, Query, Params, CreateOptions>, toModel: (data: Data) => Model) {
    this.#routes = routes;
    this.#toModel = toModel;
  }

  /**
   * Lists the objects. Await it for an array of everything, or iterate it page by page with
   * `for await`. With `page` in the query, it is that page alone.
   *
   * @throws {InvalidArgumentError} When `page`, `per_page` (1 to 100) or `status` cannot be used.
   * @throws {HttpError} When the service refuses (on awaiting).
   */
  all(query?: Query, options: RequestOptions = {}): Listing<Model> {
    const paged: PagedQuery = query === undefined ? {} : requireObject("query", query);
    const { page, per_page: pageSize = longestPage } = paged;
    requireInteger("query.per_page", pageSize, 1, longestPage);
    if (page !== undefined) requireInteger("query.page", page, 1, Number.MAX_SAFE_INTEGER);
    requireStatus(paged.status);
    return new Listing({
      fetchPage: (number) => this.#fetchPage(query, number, options),
      pageSize,
      page,
      identify: ({ id }) => id,
    });
  }

  /**
   * Retrieves one object.
   *
   * @throws {InvalidArgumentError} When the id cannot be one.
   * @throws {HttpError} With status 404 when there is none.
   */
  async find(id: string, options: RequestOptions = {}): Promise<Model> {
    return this.#toModel(await this.#routes.find(requireId("id", id), options));
  }

  /**
   * Creates an object.
   *
   * @throws {InvalidArgumentError} When the parameters cannot be used.
   * @throws {HttpError} When the service refuses.
   */
  async create(params: Params, options?: CreateOptions): Promise<Model> {
    requireObject("params", params);
    return this.#toModel(await this.#routes.create(params, options ?? ({} as CreateOptions)));
  }

  /**
   * Deletes one object.
   *
   * @throws {InvalidArgumentError} When the id cannot be one.
   * @throws {HttpError} With status 404 when there is none.
   */
  async delete(id: string, options: RequestOptions = {}): Promise<DeletedResult> {
    return await this.#routes.delete(requireId("id", id), options);
  }

  async #fetchPage(
    query: Query | undefined,
    page: number,
    options: RequestOptions,
  ): Promise<Model[]> {
    // The first page is what comes unasked, also where an endpoint does not know of pages.
    const paged = page === 1 ? query : ({ ...query, page } as Query);
    return (await this.#routes.list(paged, options)).map(this.#toModel);
  }
}

function requireStatus(status: unknown): void {
  if (status === undefined || statuses.includes(String(status))) return;
  throw new InvalidArgumentError("query.status", `must be one of ${statuses.join(", ")}`);
}
