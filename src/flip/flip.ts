import {
  type CreateFactoryQuery,
  createFactory,
  deleteFactory,
  getFactory,
  listFactories,
} from "../../generated/flip/endpoints.ts";
import { unwrap, unwrapDeletion, unwrapList } from "../http/unwrap.ts";
import { hasId } from "../http/wire-object.ts";
import { Collection, type Routes } from "./collection.ts";
import type { AccountConnection } from "./connection.ts";
import type { FlipClient } from "./create-flip-client.ts";
import { Factory, type FactoryData } from "./factory.ts";

/** Query of `factories.all()`. The API documents no parameters. */
type NoQuery = Record<string, never>;

/** Factories of the account. */
export type Factories = Collection<Factory, FactoryData, NoQuery, CreateFactoryQuery>;

/** The Flip service: entry point to the factories of an account. */
export class Flip {
  /** Factories of the account. Each has its own videos, encodings and profiles. */
  readonly factories: Factories;

  /** @internal */
  constructor(connection: AccountConnection) {
    this.factories = new Collection(
      factoryRoutes(connection.client),
      (data) => new Factory(connection.forFactory(data.id), data),
    );
  }
}

function factoryRoutes(client: FlipClient): Routes<FactoryData, NoQuery, CreateFactoryQuery> {
  return {
    list: (_query, options) => unwrapList(listFactories(client, options)),
    find: (id, options) => unwrap(getFactory(client, { path: { id }, ...options }), hasId),
    create: (query, options) => unwrap(createFactory(client, { query, ...options }), hasId),
    delete: (id, options) => unwrapDeletion(deleteFactory(client, { path: { id }, ...options })),
  };
}
