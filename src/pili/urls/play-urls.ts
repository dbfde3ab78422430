import { InvalidArgumentError } from "../../http/errors.ts";
import { requireInterval } from "../../qiniu/unix-seconds.ts";
import { requirePathText } from "../../qiniu/url-text.ts";
import { type PlayableStream, resolveHost, streamPath, type UrlKind } from "./stream-data.ts";

/** URLs by profile. `ORIGIN` is the stream as published. */
export interface UrlsByProfile {
  readonly ORIGIN: string;
  readonly [profile: string]: string;
}

/** Parts that differ between kinds of URLs. */
interface UrlForm {
  kind: UrlKind;
  scheme: "rtmp" | "http";
  /** Text after the title and profile. */
  ending: string;
}

/**
 * Returns the URLs that play a stream over RTMP.
 *
 * @throws {InvalidArgumentError} When the stream has no host for it.
 */
export function rtmpLiveUrls(stream: PlayableStream): UrlsByProfile {
  return playUrls(stream, { kind: "RTMP live", scheme: "rtmp", ending: "" });
}

/**
 * Returns the URLs that play a stream over HLS.
 *
 * @throws {InvalidArgumentError} When the stream has no host for it.
 */
export function hlsLiveUrls(stream: PlayableStream): UrlsByProfile {
  return playUrls(stream, { kind: "HLS live", scheme: "http", ending: ".m3u8" });
}

/**
 * Returns the URLs that play a stream over HTTP-FLV.
 *
 * @throws {InvalidArgumentError} When the stream has no host for it.
 */
export function httpFlvLiveUrls(stream: PlayableStream): UrlsByProfile {
  return playUrls(stream, { kind: "HTTP-FLV live", scheme: "http", ending: ".flv" });
}

/**
 * Returns the URLs that play the recording of an interval over HLS. Sends no request and stores
 * nothing: see `stream.savePlayback()` for the newer form.
 *
 * @param start - Start in Unix seconds.
 * @param end - End in Unix seconds, not before `start`.
 * @throws {InvalidArgumentError} When the interval is not valid, or the stream has no host for it.
 */
export function hlsPlaybackUrls(stream: PlayableStream, start: number, end: number): UrlsByProfile {
  requireInterval(start, end);
  const ending = `.m3u8?start=${start}&end=${end}`;
  return playUrls(stream, { kind: "HLS playback", scheme: "http", ending });
}

/**
 * Returns the URL of a picture of the live stream.
 *
 * @throws {InvalidArgumentError} When the stream has no host for it.
 */
export function snapshotUrl(stream: PlayableStream): string {
  return playUrls(stream, { kind: "snapshot", scheme: "http", ending: ".jpg" }).ORIGIN;
}

function playUrls(stream: PlayableStream, { kind, scheme, ending }: UrlForm): UrlsByProfile {
  const base = `${scheme}://${resolveHost(kind, stream.hosts)}${streamPath(stream)}`;
  const profiles = requireProfiles(stream.profiles ?? []);
  const urls = profiles.map((profile) => [profile, `${base}@${profile}${ending}`]);
  return { ...Object.fromEntries(urls), ORIGIN: `${base}${ending}` };
}

function requireProfiles(profiles: unknown): readonly string[] {
  if (!Array.isArray(profiles)) {
    throw new InvalidArgumentError("profiles", "must be an array of strings");
  }
  return profiles.map((profile, index) => requirePathText(`profiles[${index}]`, profile));
}
