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

/** The stream of a publish URL. */
interface PublishTarget {
  /** Path of the URL: `/hub/title`. */
  readonly path: string;
  readonly publishKey: unknown;
  /** Seconds after which the URL expires by default. */
  readonly validitySeconds: number;
}

/** A parameter that authorizes a publish URL, and the function that signs it. */
export interface PublishAuthorization {
  readonly name: string;
  readonly value: string;
  /** Returns the token of the path and query. Missing if the parameter is all that is needed. */
  readonly sign?: (text: string) => string;
}

type Authorize = (
  target: PublishTarget,
  options: PublishAuthorizationOptions,
) => PublishAuthorization | undefined;

/** Functions that authorize a URL for each kind of publishing security. */
const securities: ReadonlyMap<unknown, Authorize> = /* @__PURE__ */ new Map<unknown, Authorize>([
  ["none", () => undefined],
  ["static", ({ publishKey }) => ({ name: "key", value: requirePublishKey(publishKey) })],
  [
    "dynamic",
    (target, options) => ({
      name: "nonce",
      value: String(resolveNonce(target.path, options)),
      sign: signWithKey(target),
    }),
  ],
  [
    "expiry",
    (target, options) => ({
      name: "expire",
      value: String(resolveExpiry(target, options)),
      sign: signWithKey(target),
    }),
  ],
  [
    "expiry_sk",
    (target, options) => {
      const credentials = resolveCredentials(options);
      const value = String(resolveExpiry(target, options));
      return { name: "e", value, sign: (text) => credentials.sign(text) };
    },
  ],
]);

/**
 * Returns what authorizes a publish URL, or `undefined` when nothing has to.
 *
 * @throws {InvalidArgumentError} When the security is unknown, a key is missing, or an option is not
 *   valid.
 */
export function authorizePublishing(
  security: unknown,
  target: PublishTarget,
  options: PublishAuthorizationOptions,
): PublishAuthorization | undefined {
  const authorize = securities.get(security);
  if (authorize !== undefined) return authorize(target, options);
  const known = [...securities.keys()].join(", ");
  throw new InvalidArgumentError("publishSecurity", `must be one of ${known}`);
}

function signWithKey({ publishKey }: PublishTarget): (text: string) => string {
  const hmac = createHmacSha1(requirePublishKey(publishKey));
  return (text) => toBase64Url(hmac(text));
}

function resolveNonce(path: string, { nonce, now }: PublishAuthorizationOptions): number | bigint {
  if (nonce === undefined) return nextNonce(path, currentDate(now));
  if (typeof nonce === "bigint" ? nonce >= 0n : Number.isSafeInteger(nonce) && nonce >= 0)
    return nonce;
  throw new InvalidArgumentError("nonce", "must be an integer that is not negative");
}

function resolveExpiry(
  { validitySeconds }: PublishTarget,
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
