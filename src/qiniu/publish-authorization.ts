import { createHmacSha1 } from "#hmac";
import { requireFunction } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { toBase64Url } from "../http/wire/hmac.ts";
import type { Credentials } from "./credentials.ts";
import { nextNonce } from "./publish-nonce.ts";
import { requireSeconds, toUnixSeconds } from "./unix-seconds.ts";
import { requirePublishKey } from "./url-text.ts";

/** What authorizes a publish URL. */
export interface PublishAuthorizationOptions {
  /**
   * For `dynamic` security: a number greater than any nonce used for the stream so far.
   *
   * @default Unix seconds, or the last nonce plus one if that is greater
   */
  nonce?: number | bigint | undefined;
  /** For `expiry` and `expiry_sk` security: time at which the URL expires, in Unix seconds. */
  expiresAt?: number | undefined;
  /** For `expiry_sk` security: keys that sign the URL. */
  credentials?: Credentials | undefined;
  /**
   * Returns the current time.
   *
   * @default () => new Date()
   */
  now?: (() => Date) | undefined;
}

/** Parameter of a URL for each kind of publishing security. */
const parameters: ReadonlyMap<unknown, string> = /* @__PURE__ */ new Map([
  ["none", ""],
  ["static", "key"],
  ["dynamic", "nonce"],
  ["expiry", "expire"],
  ["expiry_sk", "e"],
]);

/** What authorizes a publish URL: a parameter, and the function that signs path and query, if any. */
export type PublishAuthorization =
  | readonly [name: string, value: unknown, sign?: (text: string) => string]
  | readonly [];

/**
 * Returns what authorizes a publish URL, which is nothing when it is public.
 *
 * @param path - Path of the URL: `/hub/title`.
 * @param validitySeconds - Seconds after which the URL expires by default.
 * @throws {InvalidArgumentError} When the security is unknown, a key is missing, or an option is not
 *   valid.
 */
export function authorizePublishing(
  security: unknown,
  path: string,
  publishKey: unknown,
  validitySeconds: number,
  options: PublishAuthorizationOptions,
): PublishAuthorization {
  const name = parameters.get(security);
  if (name === undefined) {
    const known = [...parameters.keys()].join(", ");
    throw new InvalidArgumentError("publishSecurity", `must be one of ${known}`);
  }
  if (name === "") return [];
  if (name === "key") return [name, requirePublishKey(publishKey)];
  const value =
    name === "nonce" ? resolveNonce(path, options) : resolveExpiry(validitySeconds, options);
  return [
    name,
    value,
    (text) =>
      name === "e"
        ? resolveCredentials(options).sign(text)
        : toBase64Url(createHmacSha1(requirePublishKey(publishKey))(text)),
  ];
}

function resolveNonce(path: string, { nonce, now }: PublishAuthorizationOptions): number | bigint {
  if (nonce === undefined) return nextNonce(path, currentDate(now));
  if (typeof nonce === "bigint" ? nonce >= 0n : Number.isSafeInteger(nonce) && nonce >= 0)
    return nonce;
  throw new InvalidArgumentError("nonce", "must be an integer that is not negative");
}

function resolveExpiry(
  validitySeconds: number,
  { expiresAt, now }: PublishAuthorizationOptions,
): number {
  if (expiresAt !== undefined) return requireSeconds("expiresAt", expiresAt);
  return toUnixSeconds(currentDate(now)) + validitySeconds;
}

function currentDate(now: PublishAuthorizationOptions["now"]): Date {
  return now === undefined ? new Date() : requireFunction("now", now)();
}

function resolveCredentials({ credentials }: PublishAuthorizationOptions): Credentials {
  // Not `instanceof`, which would add the class to every bundle that only creates URLs.
  if (typeof credentials?.sign === "function") return credentials;
  const expectation = "must be an instance of Credentials when publishSecurity is expiry_sk";
  throw new InvalidArgumentError("credentials", expectation);
}
