import type { components } from "../../../generated/pili/schema.ts";
import { requireText } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";

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

/** A name or address, and a port. Names may have characters of any language. */
const hostPattern = /^([^\s"'`<>\\^{|}/?#@:[\]]+|\[[\da-f:.]+\])(:\d{1,5})?$/i;

function requireUrlHost(argument: string, host: string): string {
  if (hostPattern.test(host) && !controlCharacters.test(host)) return host;
  throw new InvalidArgumentError(
    argument,
    "must be a host, or a host and a port: live.example.com:1935",
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it finds
const controlCharacters = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * Characters that would end the path of a URL, or that players and shells do not accept in one. All
 * others are sent as they are, as the clients of the service do: servers of RTMP do not decode paths.
 */
const unsafeCharacters = /[?#\s"'`<>\\^{|}]/;

/** Segments that players and proxies resolve. */
const dotSegment = /(^|\/)(\.|%2e){1,2}(\/|$)/i;

/**
 * Returns text that goes into the path of a URL as it is.
 *
 * @throws {InvalidArgumentError} When the text is blank, or has a character that a path cannot have.
 */
export function requirePathText(argument: string, value: unknown): string {
  const text = requireText(argument, value);
  if (unsafeCharacters.test(text) || controlCharacters.test(text)) {
    const expectation =
      "must not contain spaces, quotes, control characters or any of ? # < > \\ ^ { | }";
    throw new InvalidArgumentError(argument, expectation);
  }
  if (!dotSegment.test(text)) return text;
  throw new InvalidArgumentError(argument, 'must not contain a "." or ".." segment');
}

/**
 * Returns a key that a URL shows as it is.
 *
 * @throws {InvalidArgumentError} When the key is blank or has a control character.
 */
export function requirePublishKey(key: unknown): string {
  const text = requireText("publishKey", key);
  if (!controlCharacters.test(text)) return text;
  throw new InvalidArgumentError("publishKey", "must not contain control characters");
}

/** Returns the path of a stream in every URL: `/hub/title`. */
export function streamPath({ hub, title }: { hub: string; title: string }): string {
  return `/${requirePathText("hub", hub)}/${requirePathText("title", title)}`;
}
