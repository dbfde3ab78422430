import { createHmacSha1 } from "#hmac";
import { requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
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

/**
 * Keys of a Qiniu account.
 *
 * @example
 * const credentials = new Credentials("qiniu_access_key", "qiniu_secret_key");
 */
export class Credentials {
  readonly accessKey: string;
  readonly #hmac: Hmac;

  /** @throws {InvalidArgumentError} When a key is empty, or the access key is not valid in a header. */
  constructor(accessKey: string, secretKey: string) {
    this.accessKey = requireHeaderText("accessKey", accessKey);
    this.#hmac = createHmacSha1(requireText("secretKey", secretKey));
  }

  /**
   * Signs any data.
   *
   * @returns The access key, a colon, and the HMAC-SHA1 in URL-safe base64 with padding.
   */
  sign(data: string | Uint8Array): string {
    return `${this.accessKey}:${toBase64Url(this.#hmac(data))}`;
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
   */
  verifyCallback(callback: ReceivedCallback): boolean {
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

/** Returns the destination of a callback as received. `URL` would escape more characters. */
function receivedDestination(url: string | URL, hostHeader: string | undefined): Destination {
  if (typeof url !== "string") return destinationOf(url);
  if (url.startsWith("/")) return { host: requireText("headers.Host", hostHeader), target: url };
  const [, target = ""] = /^[^:/?#]+:\/\/[^/?#]*([^#]*)/.exec(url) ?? [];
  return { host: destinationOf(url).host, target: target.startsWith("/") ? target : `/${target}` };
}

function requireHeaderText(argument: string, value: unknown): string {
  if (/^[\x21-\x7e]+$/.test(requireText(argument, value))) return String(value);
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
