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

/** A callback as it was received. */
export interface ReceivedCallback {
  method: string;
  /** The URL that was called. A path alone is completed by the `Host` header. */
  url: string | URL;
  headers: RequestHeaders;
  /** The body exactly as received, before anything has parsed it. */
  body?: string | Uint8Array | undefined;
}

const scheme = "Qiniu ";

/**
 * The keys of a Qiniu account.
 *
 * @example
 * const credentials = new Credentials("qiniu_access_key", "qiniu_secret_key");
 */
export class Credentials {
  readonly accessKey: string;
  readonly #hmac: Hmac;

  /** @throws {InvalidArgumentError} When a key is empty, or the access key fits into no header. */
  constructor(accessKey: string, secretKey: string) {
    this.accessKey = requireHeaderText("accessKey", accessKey);
    this.#hmac = createHmacSha1(requireText("secretKey", secretKey));
  }

  /**
   * Signs any data.
   *
   * @returns The access key, a colon, and the HMAC-SHA1 as URL-safe base64 with padding.
   */
  sign(data: string | Uint8Array): string {
    return `${this.accessKey}:${toBase64Url(this.#hmac(data))}`;
  }

  /**
   * The `Authorization` header of a request: `Qiniu AK:signature`.
   *
   * Everything must be given as it is sent: one byte of difference and the service refuses it.
   *
   * @throws {TypeError} When the URL is not absolute.
   */
  authorization(request: RequestToSign): string {
    return scheme + this.sign(bytesToSign(request));
  }

  /**
   * Whether a callback was signed by the owner of these keys. Takes the same time wherever the
   * signatures differ, and gives `false` for anything that is no signed callback.
   */
  verifyCallback(callback: ReceivedCallback): boolean {
    try {
      const { method, url, headers, body } = callback;
      const received = findHeader(headers, "Authorization") ?? "";
      const contentType = findHeader(headers, "Content-Type");
      const request = { method, url, headers, contentType, body };
      const destination = calledDestination(url, findHeader(headers, "Host"));
      const expected = scheme + this.sign(bytesToSign(request, destination));
      return isEqualConstantTime(received, expected);
    } catch {
      return false;
    }
  }
}

/** Where a callback went. What arrived is signed as it is: a `URL` would escape more of it. */
function calledDestination(url: string | URL, hostHeader: string | undefined): Destination {
  if (typeof url !== "string") return destinationOf(url);
  if (url.startsWith("/")) return { host: requireText("headers.Host", hostHeader), target: url };
  const [, target = ""] = /^[^:/?#]+:\/\/[^/?#]*([^#]*)/.exec(url) ?? [];
  return { host: destinationOf(url).host, target: target.startsWith("/") ? target : `/${target}` };
}

function requireHeaderText(argument: string, value: unknown): string {
  if (/^[\x21-\x7e]+$/.test(requireText(argument, value))) return String(value);
  throw new InvalidArgumentError(argument, "must be of ASCII characters, without spaces");
}

/** @throws {InvalidArgumentError} When the value is something else. */
export function requireCredentials(credentials: unknown): Credentials {
  if (credentials instanceof Credentials) return credentials;
  throw new InvalidArgumentError("credentials", "must be made by new Credentials()");
}

/** Compares two texts in a time that does not tell where they differ. Their lengths are no secret. */
function isEqualConstantTime(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index++) {
    difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  }
  return difference === 0;
}
