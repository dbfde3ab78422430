import { createHmacSha1 } from "#hmac";
import { requireKey, requireKnownOptions, requireObject } from "../http/argument-checks.ts";
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
import { bytesToSign, type RequestToSign, requireRequest } from "./string-to-sign.ts";
import {
  type ReceivedCallback,
  scheme,
  type VerifyCallbackOptions,
  verifyCallback,
} from "./verify-callback.ts";

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
   * @throws {InvalidArgumentError} When a part of the request is not valid: for example, when the URL is
   *   not absolute. The error names it. When a key is an asynchronous function.
   */
  authorization(request: RequestToSign): string {
    return scheme + this.sign(bytesToSign(request, requireRequest(request)));
  }

  /**
   * Returns whether a callback was signed with these keys. Returns `false` for one that is not signed,
   * that has another signature, or that the options reject. Compares signatures in constant time.
   *
   * @param callback - The callback as received. Behind a router that shortens the path, pass the
   *   original one.
   * @throws {InvalidArgumentError} When an argument is not valid: for example, when `body` is a parsed
   *   object, or is missing although there is a `Content-Length`. When the signature is valid but does
   *   not cover the body, because there is no `Content-Type` or it is `application/octet-stream`. When a
   *   key is an asynchronous function.
   * @example
   * app.post("/pili", express.raw({ type: "*\/*" }), (req, res) => {
   *   const { method, originalUrl: url, headers, body } = req;
   *   const isGenuine = credentials.verifyCallback({ method, url, headers, body }, { host: "me.example" });
   *   res.sendStatus(isGenuine ? 200 : 401);
   * });
   */
  verifyCallback(callback: ReceivedCallback, options: VerifyCallbackOptions = {}): boolean {
    currentSigner(keyRings.of(this)); // Its error is not about the callback.
    return verifyCallback((data) => this.sign(data), callback, options);
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
