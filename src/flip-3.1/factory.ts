import type { UpdateFactoryBody } from "../../generated/flip-3.1/endpoints.ts";
import { requireKind } from "../http/argument-checks.ts";
import { createHidden } from "../http/hidden.ts";
import type { RequestOptions } from "../http/options.ts";
import { FactoryObject, setFactoryState } from "../telestream/factory-object.ts";
import type { FlipClient } from "./create-flip-client.ts";
import type { FactoryData, SyncResult } from "./data.ts";
import type { FlipTypes } from "./resources.ts";
import { type Connect, createScope, type OwnScope } from "./scope.ts";
import { Workflows, WorkOrders } from "./workflows.ts";

/** Fields that can be assigned. */
type Settings = Omit<UpdateFactoryBody, keyof FactoryData> & {
  -readonly [Field in keyof UpdateFactoryBody & keyof FactoryData]:
    | FactoryData[Field]
    | UpdateFactoryBody[Field];
};

/** Fields of a factory, all of which are properties of {@link Factory}. */
export interface Factory extends Omit<FactoryData, keyof UpdateFactoryBody>, Settings {}

interface FactoryState {
  readonly client: FlipClient;
  readonly scope: OwnScope;
}

const states = /* @__PURE__ */ createHidden<FactoryState>();

const readonlyFields = /* @__PURE__ */ new Set([
  "id",
  "url",
  "input_bucket_files_map",
  "store_id",
  "created_at",
  "updated_at",
]);

/**
 * Tenant of the account, with its own bucket, videos, encodings and profiles. Assign to its fields,
 * then call {@link Factory.save}.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor sets every field.
export class Factory extends FactoryObject<FlipTypes> {
  /**
   * @param connect - Creates the connection for requests about a factory.
   * @internal
   */
  constructor(connect: Connect, data: FactoryData) {
    super(data, (field) => !readonlyFields.has(field));
    const connection = connect(this.details.id);
    const scope = createScope(connection, () => this.details, connect);
    setFactoryState(this, { scope, connection });
    states.set(this, { client: connection.client, scope });
  }

  /** Workflows of the factory. */
  get workflows(): Workflows {
    const { client, scope } = states.of(this);
    return new Workflows(client, scope.routes.profiles, scope.toProfile);
  }

  /** Work orders of the factory, which start workflows. */
  get workOrders(): WorkOrders {
    return new WorkOrders(states.of(this).client);
  }

  /**
   * Starts or stops the synchronization with the input bucket.
   *
   * @param isOn - Whether it is started.
   * @throws {InvalidArgumentError} When `isOn` is not a boolean.
   * @throws {HttpError} When the service rejects the request.
   */
  async sync(isOn: boolean = true, options: RequestOptions = {}): Promise<Partial<SyncResult>> {
    requireKind(typeof isOn === "boolean", "isOn", isOn, "a boolean");
    return states.of(this).scope.routes.factory.sync(this.details.id, isOn, options);
  }
}
