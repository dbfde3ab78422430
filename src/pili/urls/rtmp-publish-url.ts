import { createHmacSha1 } from "#hmac";
import { requireFunction } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { toBase64Url } from "../../http/wire/hmac.ts";
import type { Credentials } from "../../qiniu/credentials.ts";
import { requireSeconds, toUnixSeconds } from "../../qiniu/unix-seconds.ts";
import {
  type PublishableStream,
  requirePublishKey,
  resolveHost,
  streamPath,
} from "./stream-data.ts";

/** Options of {@link rtmpPublishUrl}. */
export interface RtmpPublishUrlOptions {
  /**
   * For `dynamic` security: a number greater than any nonce used for the stream so far.
   *
   * @default Unix seconds, or the last nonce plus one if that is greater
   */
  nonce?: number | bigint | undefined;
  /**
   * For `expiry` and `expiry_sk` security: time at which the URL expires, in Unix seconds.
   *
   * @default 30 seconds from now
   */
  expiresAt?: number | undefined;
  /** For `expiry_sk` security: keys that sign the URL. Streams of a hub use those of the hub. */
  credentials?: Credentials | undefined;
  /**
   * Returns the current time.
   *
   * @default () => new Date()
   */
  now?: (() => Date) | undefined;
}

/** Default validity of URLs that expire. */
const defaultValiditySeconds = 30;

type CreateQuery = (
  path: string,
  stream: PublishableStream,
  options: RtmpPublishUrlOptions,
) => string;

/** Functions that create the query for each kind of publishing security. */
const queryCreators: ReadonlyMap<string, CreateQuery> = new Map<string, CreateQuery>([
  ["none", () => ""],
  // Not escaped: servers of RTMP do not decode it.
  ["static", (_path, { publishKey }) => `?key=${requirePublishKey(publishKey)}`],
  [
    "dynamic",
    (path, stream, options) => {
      const query = `?nonce=${resolveNonce(path, options)}`;
      return `${query}&token=${tokenOf(stream, path + query)}`;
    },
  ],
  [
    "expiry",
    (path, stream, options) => {
      const query = `?expire=${resolveExpiry(options)}`;
      return `${query}&token=${tokenOf(stream, path + query)}`;
    },
  ],
  [
    "expiry_sk",
    (path, _stream, options) => {
      const query = `?e=${resolveExpiry(options)}`;
      return `${query}&token=${resolveCredentials(options).sign(path + query)}`;
    },
  ],
]);

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
  const createQuery = queryCreators.get(String(stream.publishSecurity));
  if (createQuery === undefined) {
    const known = [...queryCreators.keys()].join(", ");
    throw new InvalidArgumentError("publishSecurity", `must be one of ${known}`);
  }
  return `rtmp://${resolveHost("RTMP publish", stream.hosts)}${path}${createQuery(path, stream, options)}`;
}

function tokenOf(stream: PublishableStream, text: string): string {
  return toBase64Url(createHmacSha1(requirePublishKey(stream.publishKey))(text));
}

function resolveNonce(path: string, { nonce, now }: RtmpPublishUrlOptions): number | bigint {
  if (nonce === undefined) return nextNonce(path, currentDate(now));
  if (typeof nonce === "bigint" ? nonce >= 0n : Number.isSafeInteger(nonce) && nonce >= 0)
    return nonce;
  throw new InvalidArgumentError("nonce", "must be an integer that is not negative");
}

function resolveExpiry({ expiresAt, now }: RtmpPublishUrlOptions): number {
  if (expiresAt !== undefined) return requireSeconds("expiresAt", expiresAt);
  return toUnixSeconds(currentDate(now)) + defaultValiditySeconds;
}

function currentDate(now: RtmpPublishUrlOptions["now"]): Date {
  return now === undefined ? new Date() : requireFunction("now", now)();
}

function resolveCredentials({ credentials }: RtmpPublishUrlOptions): Credentials {
  // Not `instanceof`, which would add the class to every bundle that only creates URLs.
  if (typeof credentials?.sign === "function") return credentials;
  const expectation = "must be an instance of Credentials when publishSecurity is expiry_sk";
  throw new InvalidArgumentError("credentials", expectation);
}

/** Number of stored nonces above which those that are no longer needed are deleted. */
const cleanupThreshold = 1_000;

const lastNonces = new Map<string, number>();

/** Second of the last cleanup. More than one per second would be slow. */
let lastCleanup = 0;

/**
 * Returns a nonce for a dynamic publish URL: the time in Unix seconds, or a greater number.
 *
 * The service rejects a nonce that is not greater than the stream's last one, so a second URL within
 * the same second gets the next number.
 *
 * @param stream - Path of the stream. Every stream has its own sequence of nonces.
 */
export function nextNonce(stream: string, now: Date): number {
  const seconds = toUnixSeconds(now);
  const nonce = Math.max(seconds, (lastNonces.get(stream) ?? 0) + 1);
  if (lastNonces.size >= cleanupThreshold && seconds !== lastCleanup) deleteOldNonces(seconds);
  lastNonces.set(stream, nonce);
  return nonce;
}

/** Deletes nonces that are less than the current time: they do not affect the next nonce. */
function deleteOldNonces(seconds: number): void {
  lastCleanup = seconds;
  for (const [stream, nonce] of lastNonces) if (nonce < seconds) lastNonces.delete(stream);
}
