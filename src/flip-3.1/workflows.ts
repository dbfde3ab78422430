import {
  type CreateWorkOrderBody,
  createWorkOrder,
  type ListWorkflowsQuery,
  listWorkflows,
} from "../../generated/flip-3.1/endpoints.ts";
import { isSet, requireObject } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import type { Listing } from "../http/listing.ts";
import type { ListOptions, RequestOptions } from "../http/options.ts";
import { unwrap } from "../http/unwrap.ts";
import { Collection } from "../telestream/collection.ts";
import { listingPages } from "../telestream/endpoints.ts";
import { type SendProgress, sendFile } from "../telestream/send-file.ts";
import { requireFileName } from "../upload/source/file-name.ts";
import type { FlipClient } from "./create-flip-client.ts";
import type { CreateWorkOrderParams, ProfileData } from "./data.ts";
import { toFormParts } from "./form-parts.ts";
import type { Profile, ProfileRoutes } from "./resources.ts";

/** Workflows of a factory. They have the form of profiles. */
export class Workflows {
  readonly #listing: (
    query: ListWorkflowsQuery | undefined,
    options: ListOptions,
  ) => Listing<Profile>;

  /** @internal */
  constructor(client: FlipClient, routes: ProfileRoutes, toModel: (data: ProfileData) => Profile) {
    const list = listingPages(client, listWorkflows, "workflows");
    const workflows = new Collection({ ...routes, list }, toModel);
    this.#listing = (query, options) => workflows.all(query, options);
  }

  /**
   * Lists the workflows. Await the result to get all of them as an array, or iterate over it with
   * `for await` to fetch page by page. With `page` in the query, only that page is listed.
   *
   * @throws {InvalidArgumentError} When `page`, `per_page` (1 to 100) or `maxItems` is not valid.
   * @throws {HttpError} When the service rejects the request. Thrown on awaiting or iterating.
   */
  all(query?: ListWorkflowsQuery, options: ListOptions = {}): Listing<Profile> {
    return this.#listing(query, options);
  }
}

/** Options of `workOrders.create()`. */
export interface WorkOrderOptions extends RequestOptions {
  /**
   * Called as the file is sent: after each chunk in Node, and once at the end in browsers, which do
   * not report progress. Errors that it throws are ignored.
   */
  onProgress?: ((progress: SendProgress) => void) | undefined;
}

/** Work orders of a factory. The API can only create them. */
export class WorkOrders {
  readonly #client: FlipClient;

  /** @internal */
  constructor(client: FlipClient) {
    this.#client = client;
  }

  /**
   * Processes a file with a workflow.
   *
   * @throws {InvalidArgumentError} When there is not either `source_url` or `file`, or the file is empty.
   * @throws {HttpError} When the service rejects the request.
   */
  async create(
    params: CreateWorkOrderParams,
    { onProgress, ...options }: WorkOrderOptions = {},
  ): Promise<void> {
    const { file, fileName, ...fields } = requireObject("params", params);
    if ((file === undefined) !== isSet(fields.source_url)) {
      throw new InvalidArgumentError("params", "must contain either source_url or file");
    }
    if (fileName !== undefined) requireFileName("fileName", fileName);
    const send = async (body: CreateWorkOrderBody): Promise<void> => {
      await unwrap(createWorkOrder(this.#client, { body, ...options }));
    };
    if (file === undefined) return send(fields);
    const before = (boundary: string) => toFormParts(fields, boundary);
    // The serializer passes a MultipartBody on unchanged, so that the file is not read into memory.
    return sendFile(file, { onProgress, fileName, before }, (body) =>
      send(body as unknown as CreateWorkOrderBody),
    );
  }
}
