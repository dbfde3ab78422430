import { Clock } from "../http/send/clock.ts";
import type { Hooks } from "../http/send/hooks.ts";
import type { ConnectionOptions } from "../http/transport/transport.ts";
import { createFlipClientFromSettings, type FlipClient } from "./create-flip-client.ts";
import type { FlipSettings } from "./options.ts";

/** Connection to the API, shared by all objects that come from one `TelestreamCloud`. */
export class AccountConnection {
  readonly settings: FlipSettings;
  /** Shared by all clients: clock skew that one client detects is corrected for all. */
  readonly clock: Clock;
  /** Client of the account. Its requests are about the factory of the options, if there is one. */
  readonly client: FlipClient;

  constructor(settings: FlipSettings) {
    this.settings = settings;
    this.clock = new Clock(settings.now);
    this.client = createFlipClientFromSettings(settings, this.clock);
  }

  /** Returns a connection for requests about one factory. */
  forFactory(factoryId: string): FactoryConnection {
    const { apiHost, httpsUrls, fetch, agent, ca, onRequest, onResponse, onRetry } = this.settings;
    const hooks = { onRequest, onResponse, onRetry };
    const client = createFlipClientFromSettings({ ...this.settings, factoryId }, this.clock);
    return { client, apiHost, httpsUrls, connection: { fetch, agent, ca }, hooks };
  }
}

/** Connection for requests about one factory. */
export interface FactoryConnection {
  readonly client: FlipClient;
  readonly apiHost: string;
  /** Whether URLs of files have the scheme `https`. */
  readonly httpsUrls: boolean;
  /** How connections are opened. */
  readonly connection: ConnectionOptions;
  /** Functions that observe the requests. */
  readonly hooks: Hooks;
}
