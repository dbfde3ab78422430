import { requireBoolean, requireKnownOptions, requireObject } from "../../http/argument-checks.ts";
import { type SignPlayUrlOptions, signPlayUrl } from "./sign-play-url.ts";
import { requireDomain, streamPath } from "./stream-path.ts";

/** Options of functions that create play URLs. */
export interface PlayUrlOptions {
  /** Profile that the stream is converted to. Without it, the URL plays the stream as published. */
  profile?: string | undefined;
  /** Signs the URL: see {@link signPlayUrl}. */
  sign?: SignPlayUrlOptions | undefined;
}

/** Options of functions that create play URLs for HTTP. */
export interface HttpPlayUrlOptions extends PlayUrlOptions {
  /**
   * Whether the URL starts with `https:`. The domain then needs a certificate.
   *
   * @default false
   */
  https?: boolean | undefined;
}

/**
 * Returns the URL that plays a stream over RTMP.
 *
 * @param domain - Domain of the hub for viewing over RTMP.
 * @throws {InvalidArgumentError} When a text cannot be part of a URL, or an option is not valid.
 */
export function rtmpPlayUrl(
  domain: string,
  hub: string,
  key: string,
  options: PlayUrlOptions = {},
): string {
  const { profile } = checkOptions(options);
  return playUrl("rtmp", domain, streamPath(hub, key, profile), options);
}

/**
 * Returns the URL that plays a stream over HLS.
 *
 * @param domain - Domain of the hub for viewing over HLS.
 * @throws {InvalidArgumentError} When a text cannot be part of a URL, or an option is not valid.
 */
export function hlsPlayUrl(
  domain: string,
  hub: string,
  key: string,
  options: HttpPlayUrlOptions = {},
): string {
  const { profile } = checkOptions(options);
  return httpUrl(domain, `${streamPath(hub, key, profile)}.m3u8`, options);
}

/**
 * Returns the URL that plays a stream over HTTP-FLV.
 *
 * @param domain - Domain of the hub for viewing over HTTP-FLV.
 * @throws {InvalidArgumentError} When a text cannot be part of a URL, or an option is not valid.
 */
export function httpFlvPlayUrl(
  domain: string,
  hub: string,
  key: string,
  options: HttpPlayUrlOptions = {},
): string {
  const { profile } = checkOptions(options);
  return httpUrl(domain, `${streamPath(hub, key, profile)}.flv`, options);
}

/**
 * Returns the URL of a picture of a live stream.
 *
 * @param domain - Domain of the hub for pictures of live streams.
 * @throws {InvalidArgumentError} When a text cannot be part of a URL, or an option is not valid.
 */
export function snapshotPlayUrl(
  domain: string,
  hub: string,
  key: string,
  options: HttpPlayUrlOptions = {},
): string {
  const { profile } = checkOptions(options);
  return httpUrl(domain, `${streamPath(hub, key, profile)}.jpg`, options);
}

/** The options of all play URLs, so that the same ones can be passed to each function. */
const knownOptions: Required<HttpPlayUrlOptions> = {
  profile: "",
  sign: { key: "", time: 0 },
  https: false,
};

function checkOptions(options: HttpPlayUrlOptions): HttpPlayUrlOptions {
  requireKnownOptions(requireObject("options", options), knownOptions);
  return options;
}

function httpUrl(domain: string, path: string, options: HttpPlayUrlOptions): string {
  return playUrl(requireBoolean("https", options.https) ? "https" : "http", domain, path, options);
}

function playUrl(scheme: string, domain: string, path: string, { sign }: PlayUrlOptions): string {
  const url = `${scheme}://${requireDomain(domain)}${path}`;
  return sign === undefined ? url : signPlayUrl(url, sign);
}
