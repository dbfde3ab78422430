import { createHmacSha1 } from "#hmac";
import { requireText } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { toBase64Url } from "../../http/wire/hmac.ts";
import { escapeText } from "../../http/wire/path.ts";
import type { Credentials } from "../../qiniu/credentials.ts";
import { requireSeconds, toUnixSeconds } from "../../qiniu/unix-seconds.ts";
import { type PublishableStream, resolveHost, streamPath } from "./stream-data.ts";

/** Options of {@link rtmpPublishUrl}. */
export interface RtmpPublishUrlOptions {
  /**
   * With `dynamic`: a number greater than any that was used for the stream.
   *
   * @default Unix seconds, and one more than the last where that is not less
   */
  nonce?: number | bigint | undefined;
  /**
   * With `expiry` and `expiry_sk`: when the URL ends to be valid, in Unix seconds.
   *
   * @default 30 seconds from now
   */
  expiresAt?: number | undefined;
  /** With `expiry_sk`: the keys that sign it. A stream of a hub brings them along. */
  credentials?: Credentials | undefined;
  /** @default () => new Date() */
  now?: (() => Date) | undefined;
}

/** Seconds for which a URL with an expiry is valid, where nothing else is said. */
const defaultValiditySeconds = 30;

type Prove = (path: string, stream: PublishableStream, options: RtmpPublishUrlOptions) => string;

/** How each kind of publishing security writes the query. */
const proofs: ReadonlyMap<string, Prove> = new Map<string, Prove>([
  ["none", () => ""],
  ["static", (_path, stream) => `?key=${escapeText(publishKeyOf(stream), "publishKey")}`],
  [
    "dynamic",
    (path, stream, options) => {
      const query = `?nonce=${readNonce(path, options)}`;
      return `${query}&token=${tokenOf(stream, path + query)}`;
    },
  ],
  [
    "expiry",
    (path, stream, options) => {
      const query = `?expire=${readExpiry(options)}`;
      return `${query}&token=${tokenOf(stream, path + query)}`;
    },
  ],
  [
    "expiry_sk",
    (path, _stream, options) => {
      const query = `?e=${readExpiry(options)}`;
      return `${query}&token=${requireCredentials(options).sign(path + query)}`;
    },
  ],
]);

/**
 * The RTMP URL that a broadcaster publishes to.
 *
 * What proves the right to publish depends on the stream's `publishSecurity`: a key in the URL
 * (`static`), a token that can be used once (`dynamic`) or until it expires (`expiry`,
 * `expiry_sk`), nothing (`none`).
 *
 * @throws {InvalidArgumentError} When the stream lacks its publishing host, its key or a known
 *   security, or an option cannot be used.
 */
export function rtmpPublishUrl(
  stream: PublishableStream,
  options: RtmpPublishUrlOptions = {},
): string {
  const path = streamPath(stream);
  const prove = proofs.get(String(stream.publishSecurity));
  if (prove === undefined) {
    const known = [...proofs.keys()].join(", ");
    throw new InvalidArgumentError("publishSecurity", `must be one of ${known}`);
  }
  return `rtmp://${resolveHost("RTMP publish", stream.hosts)}${path}${prove(path, stream, options)}`;
}

function tokenOf(stream: PublishableStream, text: string): string {
  return toBase64Url(createHmacSha1(publishKeyOf(stream))(text));
}

function publishKeyOf({ publishKey }: PublishableStream): string {
  return requireText("publishKey", publishKey);
}

function readNonce(path: string, { nonce, now }: RtmpPublishUrlOptions): number | bigint {
  if (nonce === undefined) return nextNonce(path, currentDate(now));
  if (typeof nonce === "bigint" ? nonce >= 0n : Number.isSafeInteger(nonce) && nonce >= 0)
    return nonce;
  throw new InvalidArgumentError("nonce", "must be a whole number, not negative");
}

function readExpiry({ expiresAt, now }: RtmpPublishUrlOptions): number {
  if (expiresAt !== undefined) return requireSeconds("expiresAt", expiresAt);
  return toUnixSeconds(currentDate(now)) + defaultValiditySeconds;
}

function currentDate(now: RtmpPublishUrlOptions["now"]): Date {
  return now === undefined ? new Date() : now();
}

function requireCredentials({ credentials }: RtmpPublishUrlOptions): Credentials {
  if (credentials !== undefined) return credentials;
  throw new InvalidArgumentError("credentials", "must be given for publishSecurity expiry_sk");
}

/** Streams whose last nonce is remembered at most, before those that time has overtaken are dropped. */
const remembered = 1_000;

const lastNonces = new Map<string, number>();

/** The second in which old nonces were dropped last: doing so every time would be slow. */
let tidiedAt = 0;

/**
 * A number for a dynamic publishing URL: the time in Unix seconds, or more.
 *
 * The service refuses a nonce that is not greater than the stream's last one, so a second URL
 * within the same second gets the next number.
 *
 * @param stream - Path of the stream, of which each has numbers of its own.
 */
export function nextNonce(stream: string, now: Date): number {
  const seconds = toUnixSeconds(now);
  const nonce = Math.max(seconds, (lastNonces.get(stream) ?? 0) + 1);
  if (lastNonces.size >= remembered && seconds !== tidiedAt) forget(seconds);
  lastNonces.set(stream, nonce);
  return nonce;
}

/** A number from the past need not be remembered: the time is greater anyway. */
function forget(seconds: number): void {
  tidiedAt = seconds;
  for (const [stream, nonce] of lastNonces) if (nonce < seconds) lastNonces.delete(stream);
}
