import { createStream, getStream, listStreams } from "../../generated/pili/endpoints.ts";
import { requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import type { RequestOptions } from "../http/options.ts";
import { unwrap } from "../http/unwrap.ts";
import { requireId } from "../http/wire/path.ts";
import { hasId } from "../http/wire-object.ts";
import type { Credentials } from "../qiniu/credentials.ts";
import { connect } from "./create-pili-client.ts";
import { type PiliOptions, readOptions } from "./options.ts";
import { isStreamPage } from "./response-checks.ts";
import { type HubScope, Stream } from "./stream.ts";
import { StreamListing } from "./stream-listing.ts";
import {
  type CreateStreamParams,
  checkCreate,
  checkFilters,
  type ListStreamsParams,
} from "./stream-params.ts";
import type { StreamData } from "./urls/stream-data.ts";

/**
 * A stream of which only the id is certain: the other fields are there after `refresh()`. Title and
 * hub, which the id holds, are there at once.
 */
export type StreamReference = Omit<Stream, Exclude<keyof StreamData, "id">> & Partial<StreamData>;

const hubPattern = /^[A-Za-z0-9_-]+$/;

/**
 * A hub: a name space of streams, which exists already.
 *
 * @example
 * const hub = new Hub(new Credentials("qiniu_access_key", "qiniu_secret_key"), "hub_name");
 */
export class Hub {
  readonly name: string;
  readonly #scope: HubScope;

  /** @throws {InvalidArgumentError} Naming the argument that cannot be used. Nothing is sent. */
  constructor(credentials: Credentials, hubName: string, options: PiliOptions = {}) {
    const settings = readOptions(options);
    this.name = requireHubName(hubName);
    const { jobUrl, now } = settings;
    this.#scope = { client: connect(credentials, settings), credentials, jobUrl, now };
  }

  /**
   * Creates a stream. The service chooses what is left out.
   *
   * @throws {InvalidArgumentError} When a parameter cannot be used.
   * @throws {HttpError} When the service refuses, as it does when the title is taken.
   */
  async createStream(
    params: CreateStreamParams = {},
    options: RequestOptions = {},
  ): Promise<Stream> {
    const body = { ...checkCreate(params), hub: this.name };
    const data = await unwrap(createStream(this.#scope.client, { body, ...options }), hasId);
    return new Stream(this.#scope, data);
  }

  /**
   * Retrieves a stream.
   *
   * @throws {HttpError} With status 404 when there is none.
   */
  async getStream(id: string, options: RequestOptions = {}): Promise<Stream> {
    const path = { id: requireId("id", id) };
    const data = await unwrap(getStream(this.#scope.client, { path, ...options }), hasId);
    return new Stream(this.#scope, data);
  }

  /**
   * A stream by its id, without asking the service whether it exists.
   *
   * @throws {InvalidArgumentError} When the id cannot be one.
   */
  stream(id: string): StreamReference {
    return this.#refer({ id: requireId("id", id) });
  }

  /**
   * Lists the hub's streams, newest first. Await it for one page, or iterate over all of them with
   * `for await`.
   *
   * Nothing is sent, and nothing thrown, before one of the two.
   *
   * @throws {InvalidArgumentError} When a filter cannot be used.
   * @throws {HttpError} When the service refuses.
   */
  listStreams(
    params: ListStreamsParams & { idonly: true },
    options?: RequestOptions,
  ): StreamListing<StreamReference>;
  listStreams(params?: ListStreamsParams, options?: RequestOptions): StreamListing<Stream>;
  listStreams(
    params: ListStreamsParams = {},
    options: RequestOptions = {},
  ): StreamListing<StreamReference> {
    const fetchPage = async (marker: string | undefined) => {
      const query = { ...checkFilters(params), hub: this.name, marker };
      const answer = listStreams(this.#scope.client, { query, ...options });
      const page = await unwrap(answer, isStreamPage);
      const items = (page.items ?? []).map((data) => this.#refer(data));
      return { items, marker: page.marker, end: page.end };
    };
    return new StreamListing<StreamReference>(fetchPage, params?.marker);
  }

  #refer(data: Partial<StreamData> & { id: string }): StreamReference {
    return new Stream(this.#scope, { ...readStreamId(data.id), ...data } as StreamData);
  }
}

function requireHubName(name: unknown): string {
  if (hubPattern.test(requireText("hubName", name))) return String(name);
  throw new InvalidArgumentError("hubName", "must be letters, digits, hyphens and underscores");
}

/** What a stream's id tells of it: `<zone>.<hub>.<title>`. An id of another form tells nothing. */
function readStreamId(id: string): { hub?: string; title?: string } {
  const [, hub, title, ...rest] = id.split(".");
  return hub && title && rest.length === 0 ? { hub, title } : {};
}
