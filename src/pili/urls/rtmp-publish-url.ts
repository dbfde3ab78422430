import { createHmacSha1 } from "#hmac";
import { requireText } from "../../http/argument-checks.ts";
import { InvalidArgumentError } from "../../http/errors.ts";
import { toBase64Url } from "../../http/wire/base64.ts";
import { escapeText } from "../../http/wire/escape-text.ts";
import type { Credentials } from "../signing/credentials.ts";
import { requireSeconds, toUnixSeconds } from "../unix-seconds.ts";
import { nextNonce } from "./nonce.ts";
import { resolveHost } from "./resolve-host.ts";
import type { PublishableStream } from "./stream-data.ts";
import { streamPath } from "./stream-path.ts";

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
