import type { ClientSettings } from "../http/options.ts";
import { Clock } from "../http/send/clock.ts";
import type { FactoryConnection } from "./factory-object.ts";
import { createRawCall, type RawCall, type RawInit, type RawMethod } from "./raw-verbs.ts";

/** Settings that a connection reads. */
interface Settings extends ClientSettings {
  readonly factoryId: string | undefined;
  readonly apiHost: string;
  readonly httpsUrls: boolean;
}

/** Creates a client from settings. Several clients share the clock. */
type CreateClient<Own extends Settings, Client> = (settings: Own, clock: Clock) => Client;

/** Connection to the API, shared by all objects that come from one `TelestreamCloud`. */
export class AccountConnection<Own extends Settings, Client extends object> {
  readonly settings: Own;
  /** Shared by all clients: clock skew that one client detects is corrected for all. */
  readonly clock: Clock;
  /** Client of the account. Its requests are about the factory of the options, if there is one. */
  readonly client: Client;
  /** Calls any path of the API through the client of the account. */
  readonly call: RawCall;
  readonly #createClient: CreateClient<Own, Client>;

  /** @param toInit - Decides where the parameters of raw calls are sent. */
  constructor(
    settings: Own,
    createClient: CreateClient<Own, Client>,
    toInit: (method: RawMethod, fields: object) => RawInit,
  ) {
    this.settings = settings;
    this.clock = new Clock(settings.now);
    this.#createClient = createClient;
    this.client = createClient(settings, this.clock);
    this.call = createRawCall(this.client, toInit);
  }

  /** Returns a connection for requests about one factory. */
  forFactory(factoryId: string): ClientConnection<Client> {
    const { apiHost, httpsUrls, fetch, agent, ca, onRequest, onResponse, onRetry } = this.settings;
    const hooks = { onRequest, onResponse, onRetry };
    const client = this.#createClient({ ...this.settings, factoryId }, this.clock);
    return { client, apiHost, httpsUrls, connection: { fetch, agent, ca }, hooks };
  }
}

/** Connection for requests about one factory, with their client. */
export interface ClientConnection<Client> extends FactoryConnection {
  readonly client: Client;
}
