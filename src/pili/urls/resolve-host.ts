import { InvalidArgumentError } from "../../http/errors.ts";
import type { StreamHosts } from "./stream-data.ts";

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
