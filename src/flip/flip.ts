import {
  type CreateFactoryQuery,
  createFactory,
  deleteFactory,
  getFactory,
  listFactories,
} from "../../generated/flip/endpoints.ts";
import { unwrap, unwrapList } from "../http/unwrap.ts";
import { hasId } from "../http/wire-object.ts";
import { Collection, type Routes } from "../telestream/collection.ts";
import type { AccountConnection } from "../telestream/connection.ts";
import { deleting, finding } from "../telestream/endpoints.ts";
import type { FlipClient } from "./create-flip-client.ts";
import { Factory } from "./factory.ts";
import type { FlipSettings } from "./options.ts";
import type { FactoryData } from "./resources.ts";

/** Query of `factories.all()`. The API documents no parameters. */
type NoQuery = Record<string, never>;

/** Factories of the account. */
export type Factories = Collection<Factory, FactoryData, NoQuery, CreateFactoryQuery>;

/** The Flip service: entry point to the factories of an account. */
export class Flip {
  /** Factories of the account. Each has its own videos, encodings and profiles. */
  readonly factories: Factories;

  /** @internal */
  constructor(connection: AccountConnection<FlipSettings, FlipClient>) {
    this.factories = new Collection(
      factoryRoutes(connection.client),
      (data) => new Factory(connection.forFactory(data.id), data),
    );
  }
}

function factoryRoutes(client: FlipClient): Routes<FactoryData, NoQuery, CreateFactoryQuery> {
  return {
    list: (_query, options) => unwrapList(listFactories(client, options)),
    find: finding(client, getFactory),
    create: (query, options) => unwrap(createFactory(client, { query, ...options }), hasId),
    delete: deleting(client, deleteFactory),
  };
}
