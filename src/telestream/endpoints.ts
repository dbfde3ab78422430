import type { RequestOptions } from "../http/options.ts";
import {
  type EndpointResult,
  unwrap,
  unwrapDeletion,
  unwrapFields,
  unwrapList,
} from "../http/unwrap.ts";
import { hasId } from "../http/wire-object.ts";

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
