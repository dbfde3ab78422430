import {
  describe,
  requireFunction,
  requireHost,
  requireInteger,
  requireKnownOptions,
  requireObject,
  requireText,
} from "../http/argument-checks.ts";
import { isEqualConstantTime } from "../http/constant-time.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { bytesOf, type RawBody } from "../http/received-body.ts";
import {
  bytesToSign,
  coversBody,
  type Destination,
  destinationOf,
  findHeader,
  type RequestHeaders,
} from "./string-to-sign.ts";
import { toUnixSeconds } from "./unix-seconds.ts";

/** Callback of the service, as received. */
export interface ReceivedCallback {
  /** HTTP method, in upper or lower case. */
  method: string;
  /** URL that was called, or only its path: then the host is read from the `Host` header. */
  url: string | URL;
  /** Headers as received. */
  headers: RequestHeaders;
  /** Body exactly as received, before it is parsed. */
  body?: RawBody | null | undefined;
}

/** Options of `verifyCallback()`. */
export interface VerifyCallbackOptions {
  /**
   * Host of your callback URL, with the port if the URL has one: the callback must have been signed for
   * it. Without this option, the host is that of `url` or of the `Host` header, which the sender
   * chooses and a proxy may change.
   */
  host?: string | undefined;
  /**
   * Maximum age in seconds, and maximum time in the future, of the signed header `X-Qiniu-Date`. A
   * callback without this header is then rejected. By default, the age is not checked.
   */
  maxAgeSeconds?: number | undefined;
  /**
   * Current time, for `maxAgeSeconds`.
   *
   * @default () => new Date()
   */
  now?: (() => Date) | undefined;
}

/** Creates the signature `AK:signature` of data. */
type Sign = (data: string | Uint8Array) => string;

/** Scheme of the `Authorization` header. */
export const scheme = "Qiniu ";

/**
 * Returns whether a callback was signed: see `Credentials.verifyCallback()`.
 *
 * @throws {InvalidArgumentError} When an argument is not valid, or the signature does not cover the body.
 */
export function verifyCallback(
  sign: Sign,
  callback: ReceivedCallback,
  options: VerifyCallbackOptions,
): boolean {
  const { host, maxAgeSeconds, now } = readOptions(options);
  const received = readCallback(callback);
  if (!isSigned(sign, received, host)) return false;
  if (maxAgeSeconds !== undefined && !isRecent(received.headers, maxAgeSeconds, now()))
    return false;
  const { headers, body } = received;
  if (body.length === 0 || coversBody(findHeader(headers, "Content-Type"))) return true;
  const covered = "be covered by the signature: without Content-Type, or with";
  const expectation = `must ${covered} application/octet-stream, the body is not signed`;
  throw new InvalidArgumentError("callback.body", expectation);
}

interface CheckedOptions extends VerifyCallbackOptions {
  now: () => Date;
}

/** Callback whose body, if any, is text or bytes. */
interface CheckedCallback extends ReceivedCallback {
  body: string | Uint8Array;
}

/** Returns whether the signature of a request is that of these keys, even if it does not cover the body. */
export function isSigned(sign: Sign, callback: CheckedCallback, host?: string): boolean {
  try {
    const { method, url, headers, body } = callback;
    const received = findHeader(headers, "Authorization") ?? "";
    const contentType = findHeader(headers, "Content-Type");
    const request = { method, url, headers, contentType, body };
    const destination = receivedDestination(url, host ?? findHeader(headers, "Host"));
    const expected = bytesToSign(request, host ? { ...destination, host } : destination);
    return isEqualConstantTime(received, scheme + sign(expected));
  } catch {
    return false; // The sender chooses the URL and the headers.
  }
}

function readOptions(options: VerifyCallbackOptions): CheckedOptions {
  const { host, maxAgeSeconds, now = () => new Date() } = requireObject("options", options);
  requireKnownOptions(options, { host: true, maxAgeSeconds: true, now: true });
  if (host !== undefined) {
    const text = requireText("options.host", host);
    requireHost("options.host", text.replace(/:\d{1,5}$/, ""));
  }
  if (maxAgeSeconds !== undefined) {
    requireInteger("options.maxAgeSeconds", maxAgeSeconds, 1, Number.MAX_SAFE_INTEGER);
  }
  return { host, maxAgeSeconds, now: requireFunction("options.now", now) };
}

/** Checks what the caller chooses. The sender chooses the rest. */
function readCallback(callback: ReceivedCallback): CheckedCallback {
  requireType("callback", callback, typeof callback === "object" && callback !== null, "an object");
  const { method, url, headers } = callback;
  requireText("callback.method", method);
  const isUrl = typeof url === "string" || typeof (url as URL | undefined)?.href === "string";
  requireType("callback.url", url, isUrl, "a string or a URL");
  const hasHeaders = typeof headers === "object" && headers !== null;
  requireType("callback.headers", headers, hasHeaders, "an object or Headers");
  return { method, url, headers, body: readBody(callback) };
}

function requireType(argument: string, value: unknown, isValid: boolean, type: string): void {
  if (isValid) return;
  throw new InvalidArgumentError(argument, `must be ${type}, not ${describe(value)}`);
}

function readBody({ body, headers }: ReceivedCallback): string | Uint8Array {
  const raw = typeof body === "string" ? body : bytesOf(body);
  if (raw !== undefined) return raw;
  const isMissing = body === undefined || body === null;
  if (isMissing && !(Number(findHeader(headers, "Content-Length")) > 0)) return "";
  const expectation = "must be the raw body, as text or bytes before it is parsed";
  throw new InvalidArgumentError("callback.body", `${expectation}, not ${describe(body)}`);
}

/** Returns the destination of a callback as received. `URL` would escape more characters. */
function receivedDestination(url: string | URL, host: string | undefined): Destination {
  if (typeof url !== "string") return destinationOf(url);
  if (url.startsWith("/")) return { host: requireText("headers.Host", host), target: url };
  const [, target = ""] = /^[^:/?#]+:\/\/[^/?#]*([^#]*)/.exec(url) ?? [];
  return { host: destinationOf(url).host, target: target.startsWith("/") ? target : `/${target}` };
}

const datePattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Returns whether `X-Qiniu-Date`, such as `20160820T120000Z`, is close to the current time. */
function isRecent(headers: RequestHeaders, maxAgeSeconds: number, now: Date): boolean {
  const date = findHeader(headers, "X-Qiniu-Date") ?? "";
  const iso = date.replace(datePattern, "$1-$2-$3T$4:$5:$6Z");
  if (iso === date) return false;
  // NaN, for a date that does not exist, is not less than anything.
  return Math.abs(toUnixSeconds(now) - Date.parse(iso) / 1000) <= maxAgeSeconds;
}
