import type { components } from "../../../generated/pili/schema.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { requirePathText, requireUrlHost } from "../../qiniu/url-text.ts";

/** Fields of a stream, as returned by the service. */
export type StreamData = components["schemas"]["Stream"];

/** Hosts of a stream, any of which may be absent. */
export type StreamHosts = NonNullable<StreamData["hosts"]>;

/** Fields of a stream that a play URL needs. */
export interface PlayableStream {
  readonly hub: string;
  readonly title: string;
  /** Transcoding profiles. Each has its own URL. */
  readonly profiles?: readonly string[] | null | undefined;
  readonly hosts?: StreamHosts | undefined;
}

/** Fields of a stream that a publish URL needs. */
export interface PublishableStream {
  readonly hub: string;
  readonly title: string;
  readonly publishKey?: string | undefined;
  readonly publishSecurity?: string | undefined;
  readonly hosts?: StreamHosts | undefined;
}

/**
 * Keys of the host for each kind of URL, in order of preference. The service has renamed the keys over
 * time.
 */
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

/** Kind of URL. */
export type UrlKind = keyof typeof hostKeys;

/**
 * Returns the host for a kind of URL.
 *
 * @throws {InvalidArgumentError} When the stream has no such host, or the host is not valid. Names the key
 *   of the host.
 */
export function resolveHost(kind: UrlKind, hosts: StreamHosts | undefined): string {
  const groups = (hosts ?? {}) as Record<string, Record<string, unknown> | undefined>;
  for (const [group, key] of hostKeys[kind]) {
    const host = groups[group]?.[key];
    if (typeof host === "string" && host !== "")
      return requireUrlHost(`hosts.${group}.${key}`, host);
  }
  const preferred = hostKeys[kind][0].join(".");
  throw new InvalidArgumentError(`hosts.${preferred}`, `must be present for a ${kind} URL`);
}

/** Returns the path of a stream in every URL: `/hub/title`. */
export function streamPath({ hub, title }: { hub: string; title: string }): string {
  return `/${requirePathText("hub", hub)}/${requirePathText("title", title)}`;
}
