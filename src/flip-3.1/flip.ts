import {
  type CreateFactoryBody,
  createFactory,
  getFactory,
  type ListFactoriesQuery,
  listFactories,
} from "../../generated/flip-3.1/endpoints.ts";
import { requireText } from "../http/argument-checks.ts";
import { FlipPiliError } from "../http/errors.ts";
import { unwrap } from "../http/unwrap.ts";
import { hasId } from "../http/wire-object.ts";
import { Collection, type Routes } from "../telestream/collection.ts";
import type { AccountConnection } from "../telestream/connection.ts";
import { finding, listingPages } from "../telestream/endpoints.ts";
import type { FlipClient } from "./create-flip-client.ts";
import type { FactoryData } from "./data.ts";
import { Factory } from "./factory.ts";
import type { FlipSettings } from "./options.ts";

/** Factories of the account. The API cannot delete them. */
export type Factories = Omit<
  Collection<Factory, FactoryData, ListFactoriesQuery, CreateFactoryBody>,
  "delete"
>;

/** The Flip service: entry point to the factories of an account. */
export class Flip {
  /** Factories of the account. Each has its own videos, encodings and profiles. */
  readonly factories: Factories;

  /** @internal */
  constructor(connection: AccountConnection<FlipSettings, FlipClient>) {
    this.factories = new Collection(
      factoryRoutes(connection.client),
      (data) => new Factory((id) => connection.forFactory(id), data),
    );
  }
}

function factoryRoutes(
  client: FlipClient,
): Routes<FactoryData, ListFactoriesQuery, CreateFactoryBody> {
  return {
    list: listingPages(client, listFactories, "factories"),
    find: finding(client, getFactory),
    create: async (body, options) => {
      requireText("name", body.name);
      return unwrap(createFactory(client, { body, ...options }), hasId);
    },
    // For callers without types.
    delete: () => Promise.reject(new FlipPiliError("API 3.1 cannot delete factories")),
  };
}
