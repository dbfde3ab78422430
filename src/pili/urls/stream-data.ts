import type { components } from "../../../generated/pili/schema.ts";
import { requireText } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";

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

/** Where a kind of URL looks for its host, best first. The service has renamed the keys over time. */
const hostKeys = {
  "RTMP publish": [["publish", "rtmp"]],
  "RTMP live": [
    ["live", "rtmp"],
    ["play", "rtmp"],
  ],
  "HLS live": [
    ["live", "hls"],
    ["live", "http"],
    ["play", "hls"],
    ["play", "http"],
  ],
  "HTTP-FLV live": [
    ["live", "hdl"],
    ["live", "http"],
  ],
  "HLS playback": [
    ["playback", "hls"],
    ["playback", "http"],
    ["play", "hls"],
    ["play", "http"],
  ],
  snapshot: [["live", "snapshot"]],
} as const;

/** A kind of URL. */
export type UrlKind = keyof typeof hostKeys;

/**
 * The host for a kind of URL.
 *
 * @throws {InvalidArgumentError} When the stream has none, naming the host's key and the kind.
 */
export function resolveHost(kind: UrlKind, hosts: StreamHosts | undefined): string {
  const groups = (hosts ?? {}) as Record<string, Record<string, unknown> | undefined>;
  for (const [group, key] of hostKeys[kind]) {
    const host = groups[group]?.[key];
    if (typeof host === "string" && host !== "") return host;
  }
  const wanted = hostKeys[kind][0].join(".");
  throw new InvalidArgumentError(`hosts.${wanted}`, `must be present for a ${kind} URL`);
}

/** The path of a stream in every URL: `/hub/title`. */
export function streamPath({ hub, title }: { hub: string; title: string }): string {
  return `/${requireText("hub", hub)}/${requireText("title", title)}`;
}
