import {
  type CreateFactoryQuery,
  createFactory,
  deleteFactory,
  getFactory,
  listFactories,
} from "../../generated/flip/endpoints.ts";
import { unwrap } from "../http/unwrap.ts";
import { hasId, isListOfObjects } from "../http/wire-object.ts";
import { Collection, type Routes } from "./collection.ts";
import type { AccountConnection } from "./connection.ts";
import type { FlipClient } from "./create-flip-client.ts";
import { Factory, type FactoryData } from "./factory.ts";

/** The API does not describe any parameter of the list of factories. */
type NoQuery = Record<string, never>;

/** The account's factories. */
export type Factories = Collection<Factory, FactoryData, NoQuery, CreateFactoryQuery>;

/** The Flip service: the way to everything that an account has. */
export class Flip {
  /** The account's factories. Videos, encodings and profiles belong to a factory. */
  readonly factories: Factories;

  /** @internal */
  constructor(session: AccountConnection) {
    this.factories = new Collection(
      factoryRoutes(session.client),
      (data) => new Factory(session.connectionFor(data.id), data),
    );
  }
}

function factoryRoutes(client: FlipClient): Routes<FactoryData, NoQuery, CreateFactoryQuery> {
  return {
    list: (_query, options) => unwrap(listFactories(client, options), isListOfObjects),
    find: (id, options) => unwrap(getFactory(client, { path: { id }, ...options }), hasId),
    create: (query, options) => unwrap(createFactory(client, { query, ...options }), hasId),
    delete: (id, options) => unwrap(deleteFactory(client, { path: { id }, ...options })),
  };
}
