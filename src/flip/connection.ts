import { createHmacSha256 } from "#hmac";
import { Clock } from "../http/send/clock.ts";
import type { Hmac } from "../http/wire/hmac.ts";
import { connect, type FlipClient } from "./create-flip-client.ts";
import type { Encoding, EncodingData, Encodings } from "./encoding.ts";
import type { FlipSettings } from "./options.ts";
import type { Profiles } from "./profile.ts";
import type { Video, VideoData, Videos } from "./video.ts";

/** How a factory's objects reach the API. */
export interface FactoryConnection {
  readonly client: FlipClient;
  readonly apiHost: string;
  /** Whether it is spoken to over https. */
  readonly isSecure: boolean;
}

/** What all objects that come from one `TelestreamCloud` share. */
export class AccountConnection {
  readonly settings: FlipSettings;
  /** One clock: what one client learns of the service's time, all know. */
  readonly clock: Clock;
  /** Made once, since it prepares the secret key. */
  readonly hmac: Hmac;
  /** The client of the account, with the factory that the options name, if any. */
  readonly client: FlipClient;

  constructor(settings: FlipSettings) {
    this.settings = settings;
    this.clock = new Clock(settings.now);
    this.hmac = createHmacSha256(settings.secretKey);
    this.client = connect(settings, this.clock, this.hmac);
  }

  /** The way to the API for requests about one factory. */
  connectionFor(factoryId: string): FactoryConnection {
    const { apiHost, baseUrl } = this.settings;
    const client = connect({ ...this.settings, factoryId }, this.clock, this.hmac);
    return { client, apiHost, isSecure: baseUrl.startsWith("https:") };
  }
}

/** What the objects of one factory reach: each other, and the client that speaks for them. */
export interface FactoryScope {
  readonly client: FlipClient;
  readonly videos: Videos;
  readonly encodings: Encodings;
  readonly profiles: Profiles;
  /** Makes an encoding out of data. */
  readonly toEncoding: (data: EncodingData) => Encoding;
  /** Makes a video out of data. */
  readonly toVideo: (data: VideoData) => Video;
}

const fixedFields = new Set(["id", "created_at", "updated_at"]);

/** Whether a field of a factory or profile may be assigned. */
export function isAssignable(field: string): boolean {
  return !fixedFields.has(field);
}
