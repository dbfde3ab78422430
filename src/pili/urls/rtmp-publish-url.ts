import type { Credentials } from "../../qiniu/credentials.ts";
import {
  authorizePublishing,
  type PublishAuthorizationOptions,
} from "../../qiniu/publish-authorization.ts";
import { type PublishableStream, resolveHost, streamPath } from "./stream-data.ts";

/** Options of {@link rtmpPublishUrl}. */
export interface RtmpPublishUrlOptions extends PublishAuthorizationOptions {
  /**
   * For `expiry` and `expiry_sk` security: time at which the URL expires, in Unix seconds.
   *
   * @default 30 seconds from now
   */
  expiresAt?: number | undefined;
  /** For `expiry_sk` security: keys that sign the URL. Streams of a hub use those of the hub. */
  credentials?: Credentials | undefined;
}

/** Default validity of URLs that expire. */
const validitySeconds = 30;

/**
 * Returns the RTMP URL that a broadcaster publishes to.
 *
 * The stream's `publishSecurity` determines how the URL authorizes the broadcaster: with the key
 * itself (`static`), with a token that is valid once (`dynamic`) or until it expires (`expiry`,
 * `expiry_sk`), or not at all (`none`).
 *
 * @throws {InvalidArgumentError} When the stream has no publish host, no key or an unknown security,
 *   or an option is not valid.
 */
export function rtmpPublishUrl(
  stream: PublishableStream,
  options: RtmpPublishUrlOptions = {},
): string {
  const path = streamPath(stream);
  const [name, value, sign] = authorizePublishing(
    String(stream.publishSecurity),
    path,
    stream.publishKey,
    validitySeconds,
    options,
  );
  // Not escaped: servers of RTMP do not decode it.
  const query = name ? `?${name}=${value}` : "";
  const token = sign ? `&token=${sign(path + query)}` : "";
  return `rtmp://${resolveHost("RTMP publish", stream.hosts)}${path}${query}${token}`;
}
