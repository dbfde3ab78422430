import { Clock } from "../http/send/clock.ts";
import { connect, type FlipClient } from "./create-flip-client.ts";
import type { FlipSettings } from "./options.ts";

/** What all objects that come from one `TelestreamCloud` share. */
export class FlipSession {
  readonly settings: FlipSettings;
  /** One clock: what one client learns of the service's time, all know. */
  readonly clock: Clock;
  /** The client of the account, with the factory that the options name, if any. */
  readonly client: FlipClient;

  constructor(settings: FlipSettings) {
    this.settings = settings;
    this.clock = new Clock(settings.now);
    this.client = connect(settings, this.clock);
  }

  /** A client whose requests are about one factory. */
  clientFor(factoryId: string): FlipClient {
    return connect({ ...this.settings, factoryId }, this.clock);
  }
}
