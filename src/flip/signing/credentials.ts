import { createHmacSha256 } from "#hmac";
import { requireKey } from "../../http/argument-checks.ts";
import { createKeyRing, type KeyRing, type KeySource } from "../../http/keys.ts";
import type { Hmac } from "../../http/wire/hmac.ts";

/** Credentials that sign requests. */
export interface FlipCredentials {
  /** Access key of the account. It is sent with every request. */
  readonly accessKey: string;
  /** Secret key of the account. It is never sent. */
  readonly secretKey: string;
  /** Id of the factory that requests are about. */
  readonly factoryId?: string | undefined;
}

/** The keys of an account as text, or functions that return the current keys. */
export interface FlipKeys {
  readonly accessKey: KeySource;
  readonly secretKey: KeySource;
}

/** What signs with the current keys of an account. */
export interface FlipSigner {
  readonly accessKey: string;
  /** HMAC keyed with the secret key. Created once for each key, because preparing a key is expensive. */
  readonly hmac: Hmac;
}

/**
 * Creates the key ring of an account.
 *
 * @throws {InvalidArgumentError} When no key is a function, and one is not valid.
 */
export function createFlipKeyRing({ accessKey, secretKey }: FlipKeys): KeyRing<FlipSigner> {
  return createKeyRing([accessKey, secretKey], (access, secret) => ({
    accessKey: requireKey("accessKey", access),
    hmac: createHmacSha256(requireKey("secretKey", secret)),
  }));
}

/** Account and factory of a request. */
export interface Identity {
  readonly accessKey: string;
  readonly factoryId?: string | undefined;
}

/**
 * Returns whether a parameter of the caller is ignored, because the signature adds one of that name. A
 * `factory_id` is ignored only when the account has one.
 */
export function isReplaced(name: string, { factoryId }: Identity): boolean {
  if (name === "factory_id") return factoryId !== undefined;
  return name === "access_key" || name === "timestamp" || name === "signature";
}

/** Returns the parameters that identify the account, and the factory if there is one. */
export function identityParams({ accessKey, factoryId }: Identity): {
  access_key: string;
  factory_id?: string;
} {
  const factory = factoryId === undefined ? {} : { factory_id: factoryId };
  return { access_key: accessKey, ...factory };
}
