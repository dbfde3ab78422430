import { requireInterval } from "../../qiniu/unix-seconds.ts";
import type { PlayableStream } from "./stream-data.ts";
import { resolveHost, streamPath, type UrlKind } from "./stream-data.ts";

/** URLs by profile. `ORIGIN` is the stream as it is published. */
export interface UrlsByProfile {
  readonly ORIGIN: string;
  readonly [profile: string]: string;
}

/** How a kind of URL is written. */
interface UrlForm {
  kind: UrlKind;
  scheme: "rtmp" | "http";
  /** What follows the title and profile. */
  ending: string;
}

/**
 * URLs to play a stream over RTMP.
 *
 * @throws {InvalidArgumentError} When the stream has no host for it.
 */
export function rtmpLiveUrls(stream: PlayableStream): UrlsByProfile {
  return playUrls(stream, { kind: "RTMP live", scheme: "rtmp", ending: "" });
}

/**
 * URLs to play a stream over HLS.
 *
 * @throws {InvalidArgumentError} When the stream has no host for it.
 */
export function hlsLiveUrls(stream: PlayableStream): UrlsByProfile {
  return playUrls(stream, { kind: "HLS live", scheme: "http", ending: ".m3u8" });
}

/**
 * URLs to play a stream over HTTP-FLV.
 *
 * @throws {InvalidArgumentError} When the stream has no host for it.
 */
export function httpFlvLiveUrls(stream: PlayableStream): UrlsByProfile {
  return playUrls(stream, { kind: "HTTP-FLV live", scheme: "http", ending: ".flv" });
}

/**
 * URLs to play the recording of an interval over HLS. Nothing is asked of the service, and nothing
 * stored: see `stream.savePlayback()` for the newer form.
 *
 * @param start - Unix seconds.
 * @param end - Unix seconds, not before `start`.
 * @throws {InvalidArgumentError} When the interval cannot be used, or the stream has no host for it.
 */
export function hlsPlaybackUrls(stream: PlayableStream, start: number, end: number): UrlsByProfile {
  requireInterval(start, end);
  const ending = `.m3u8?start=${start}&end=${end}`;
  return playUrls(stream, { kind: "HLS playback", scheme: "http", ending });
}

/**
 * URL of a picture of the live stream.
 *
 * @throws {InvalidArgumentError} When the stream has no host for it.
 */
export function snapshotUrl(stream: PlayableStream): string {
  return playUrls(stream, { kind: "snapshot", scheme: "http", ending: ".jpg" }).ORIGIN;
}

function playUrls(stream: PlayableStream, { kind, scheme, ending }: UrlForm): UrlsByProfile {
  const base = `${scheme}://${resolveHost(kind, stream.hosts)}${streamPath(stream)}`;
  const profiles = (stream.profiles ?? []).map((profile) => [
    profile,
    `${base}@${profile}${ending}`,
  ]);
  return { ...Object.fromEntries(profiles), ORIGIN: `${base}${ending}` };
}
