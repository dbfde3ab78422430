import type { components } from "../../../generated/pili/schema.ts";

/** The fields of a stream, as the service gives them. */
export type StreamData = components["schemas"]["Stream"];

/** The hosts of a stream: every one of them may be absent. */
export type StreamHosts = NonNullable<StreamData["hosts"]>;

/** What a playing URL is made of. */
export interface PlayableStream {
  readonly hub: string;
  readonly title: string;
  /** Transcoding profiles, each of which gets a URL of its own. */
  readonly profiles?: readonly string[] | null | undefined;
  readonly hosts?: StreamHosts | undefined;
}

/** What a publishing URL is made of. */
export interface PublishableStream {
  readonly hub: string;
  readonly title: string;
  readonly publishKey?: string | undefined;
  readonly publishSecurity?: string | undefined;
  readonly hosts?: StreamHosts | undefined;
}
