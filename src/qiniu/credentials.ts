import { createHmacSha1 } from "#hmac";
import {
  requireKey,
  requireKnownOptions,
  requireObject,
  requireText,
} from "../http/argument-checks.ts";
import { type BrowserOption, requireNoBrowser } from "../http/browser-check.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { createHidden } from "../http/hidden.ts";
import {
  createKeyRing,
  createLoader,
  currentSigner,
  defineAccessKey,
  isConstant,
  type KeyRing,
  type KeySource,
  type Loader,
} from "../http/keys.ts";
import { type Hmac, toBase64Url } from "../http/wire/hmac.ts";
import {
  bytesToSign,
  type Destination,
  destinationOf,
  findHeader,
  type RequestHeaders,
  type RequestToSign,
} from "./string-to-sign.ts";

/** Callback of the service, as received. */
export interface ReceivedCallback {
  /** HTTP method, in upper or lower case. */
  method: string;
  /** URL that was called, or only its path: then the host is read from the `Host` header. */
  url: string | URL;
  /** Headers as received. */
  headers: RequestHeaders;
  /** Body exactly as received, before it is parsed. */
  body?: string | Uint8Array | undefined;
}

const scheme = "Qiniu ";

/** What signs with the current keys of an account. */
interface QiniuSigner {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly hmac: Hmac;
}

/** Options of {@link Credentials}. */
export interface CredentialsOptions extends BrowserOption {}

const keyRings = /* @__PURE__ */ createHidden<KeyRing<QiniuSigner>>();

/**
 * Keys of a Qiniu account: text, or functions that return the current keys.
 *
 * With an asynchronous function, requests are signed, but every synchronous member throws an
 * `InvalidArgumentError`, and so do functions that sign URLs: see {@link Credentials.resolve}.
 *
 * @example
 * const credentials = new Credentials("qiniu_access_key", "qiniu_secret_key");
 */
export class Credentials {
  /** Access key of the account. When it is a function, each access calls it. */
  declare readonly accessKey: string;

  /**
   * @throws {InvalidArgumentError} When a key is neither a function nor a non-empty string, or the
   *   access key is not valid in a header, or an option is not valid.
   */
  constructor(accessKey: KeySource, secretKey: KeySource, options: CredentialsOptions = {}) {
    requireKnownOptions(requireObject("options", options), { dangerouslyAllowBrowser: true });
    requireNoBrowser("dangerouslyAllowBrowser", options.dangerouslyAllowBrowser);
    const keys = createKeyRing([accessKey, secretKey], createSigner);
    keyRings.set(this, keys);
    defineAccessKey(this, keys);
  }

  /**
   * Returns credentials with the current keys as text, for keys that are asynchronous functions.
   *
   * @throws {InvalidArgumentError} When a function returns a key that is not valid.
   */
  async resolve(): Promise<Credentials> {
    return loadFromCredentials(this, (credentials) => credentials)();
  }

  /**
   * Signs any data.
   *
   * @returns The access key, a colon, and the HMAC-SHA1 in URL-safe base64 with padding.
   */
  sign(data: string | Uint8Array): string {
    const { accessKey, hmac } = currentSigner(keyRings.of(this));
    return `${accessKey}:${toBase64Url(hmac(data))}`;
  }

  /**
   * Returns the `Authorization` header of a request: `Qiniu AK:signature`.
   *
   * Pass the request exactly as it is sent. The service rejects it if a single byte differs.
   *
   * @throws {TypeError} When the URL is not absolute.
   */
  authorization(request: RequestToSign): string {
    return scheme + this.sign(bytesToSign(request));
  }

  /**
   * Returns whether a callback was signed with these keys. Returns `false` for anything that is not a
   * signed callback. Compares signatures in constant time.
   *
   * @throws {InvalidArgumentError} When a key is an asynchronous function.
   */
  verifyCallback(callback: ReceivedCallback): boolean {
    currentSigner(keyRings.of(this)); // Its error is not about the callback.
    try {
      const { method, url, headers, body } = callback;
      const received = findHeader(headers, "Authorization") ?? "";
      const contentType = findHeader(headers, "Content-Type");
      const request = { method, url, headers, contentType, body };
      const destination = receivedDestination(url, findHeader(headers, "Host"));
      const expected = scheme + this.sign(bytesToSign(request, destination));
      return isEqualConstantTime(received, expected);
    } catch {
      return false;
    }
  }
}

/** For credentials that are created from others, which have been checked. */
const allowed: CredentialsOptions = { dangerouslyAllowBrowser: true };

function createSigner(accessKey: string, secretKey: string): QiniuSigner {
  return {
    accessKey: requireHeaderText("accessKey", accessKey),
    secretKey: requireKey("secretKey", secretKey),
    hmac: createHmacSha1(secretKey),
  };
}

/**
 * Creates a loader of what is created from credentials whose keys are text.
 *
 * @param create - Creates the value. It is called again only when a key changes.
 */
export function loadFromCredentials<Value>(
  credentials: Credentials,
  create: (credentials: Credentials) => Value,
): Loader<Value> {
  const keys = keyRings.of(credentials);
  if (!isConstant(keys)) {
    return createLoader(keys, ({ accessKey, secretKey }) =>
      create(new Credentials(accessKey, secretKey, allowed)),
    );
  }
  const value = create(credentials);
  return () => value;
}

/** Returns the destination of a callback as received. `URL` would escape more characters. */
function receivedDestination(url: string | URL, hostHeader: string | undefined): Destination {
  if (typeof url !== "string") return destinationOf(url);
  if (url.startsWith("/")) return { host: requireText("headers.Host", hostHeader), target: url };
  const [, target = ""] = /^[^:/?#]+:\/\/[^/?#]*([^#]*)/.exec(url) ?? [];
  return { host: destinationOf(url).host, target: target.startsWith("/") ? target : `/${target}` };
}

function requireHeaderText(argument: string, value: unknown): string {
  if (/^[\x21-\x7e]+$/.test(requireKey(argument, value))) return String(value);
  throw new InvalidArgumentError(argument, "must consist of ASCII characters without spaces");
}

/**
 * Returns an instance of {@link Credentials}.
 *
 * @throws {InvalidArgumentError} When the value is not one.
 */
export function requireCredentials(credentials: unknown): Credentials {
  if (credentials instanceof Credentials) return credentials;
  throw new InvalidArgumentError("credentials", "must be an instance of Credentials");
}

/** Compares two strings in constant time. Their lengths are not secret. */
function isEqualConstantTime(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index++) {
    difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  }
  return difference === 0;
}
