import { describe, isSet, requireKind, requireText } from "../http/argument-checks.ts";
import { InvalidArgumentError } from "../http/errors.ts";
import { bytesOf, type RawBody } from "../http/received-body.ts";

/** The parts of a request that are signed. */
export interface RequestToSign {
  /** HTTP method, in upper or lower case. */
  method: string;
  /** Complete URL, exactly as sent. */
  url: string | URL;
  /** `Content-Type` header, exactly as sent. Without it, the body is not signed. */
  contentType?: string | undefined;
  /** Headers. Only those that start with `X-Qiniu-` are signed. */
  headers?: RequestHeaders | undefined;
  /** Body, exactly as sent. */
  body?: RawBody | undefined;
}

/** Content type whose body is not signed. */
const octetStream = "application/octet-stream";

const encoder = new TextEncoder();

/**
 * Returns the text that is signed: method, path and query, host, content type, `X-Qiniu-` headers, an
 * empty line, and the body.
 *
 * A body of bytes is decoded as UTF-8 here, but signed as bytes.
 *
 * @throws {InvalidArgumentError} When a part of the request is not valid: for example, when the URL is not
 *   absolute. The error names it.
 */
export function stringToSign(request: RequestToSign): string {
  const destination = requireRequest(request);
  const body = signedBody(request);
  return (
    signedHead(request, destination) +
    (typeof body === "string" ? body : new TextDecoder().decode(body))
  );
}

/**
 * Checks a request that the caller signs, except its body, which is checked when it is read.
 *
 * @returns The destination of its URL.
 * @throws {InvalidArgumentError} When a part is not valid. The error names it.
 */
export function requireRequest(request: RequestToSign): Destination {
  requireKind(isObject(request), "request", request, "an object");
  const { method, url, contentType, headers = {} } = request;
  const destination = destinationOf(url);
  requireText("method", method);
  // `Headers.get()` returns `null` for a missing header.
  const isType = !isSet(contentType) || typeof contentType === "string";
  requireKind(isType, "contentType", contentType, "a string");
  requireKind(isObject(headers), "headers", headers, "an object or Headers");
  requireHeaderValues(headers);
  return destination;
}

/** A value that is not text would not be signed, or not as sent. */
function requireHeaderValues(headers: object): void {
  const isIterable = Symbol.iterator in headers;
  const entries = isIterable ? [...(headers as Iterable<unknown>)] : Object.entries(headers);
  for (const entry of entries) {
    const isPair = Array.isArray(entry) && typeof entry[0] === "string";
    requireKind(isPair, "headers", headers, "an object or Headers");
    const [name, value] = entry as [string, unknown];
    const texts = Array.isArray(value) ? value : isSet(value) ? [value] : [];
    for (const text of texts) {
      requireKind(typeof text === "string", `headers.${name}`, text, "a string");
    }
  }
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** The parts of a request's URL that are signed. */
export interface Destination {
  /** Value of the `Host` header. */
  readonly host: string;
  /** Path and query. */
  readonly target: string;
}

/** Returns the {@link stringToSign} as the text or bytes that are signed. */
export function bytesToSign(request: RequestToSign, destination: Destination): string | Uint8Array {
  const head = signedHead(request, destination);
  const body = signedBody(request);
  if (typeof body === "string") return head + body;
  const start = encoder.encode(head);
  const bytes = new Uint8Array(start.length + body.length);
  bytes.set(start);
  bytes.set(body, start.length);
  return bytes;
}

/**
 * Returns the destination of a URL as `fetch` sends it: without a default port, and escaped.
 *
 * @throws {InvalidArgumentError} When the URL is not absolute.
 */
export function destinationOf(url: string | URL): Destination {
  const { host, pathname, search } = parseUrl(url) ?? {};
  if (host) return { host, target: `${pathname}${search}` };
  throw new InvalidArgumentError(
    "url",
    "must be an absolute URL, such as https://pili.qiniuapi.com/v1/streams",
  );
}

function parseUrl(url: string | URL): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}

function signedHead(
  { method, contentType, headers = {} }: RequestToSign,
  { host, target }: Destination,
): string {
  const lines = [`${method.toUpperCase()} ${target}`, `Host: ${host}`];
  if (contentType) lines.push(`Content-Type: ${contentType}`);
  return `${[...lines, ...qiniuHeaderLines(headers)].join("\n")}\n\n`;
}

function signedBody({ contentType, body }: RequestToSign): string | Uint8Array {
  const raw = typeof body === "string" ? body : bytesOf(body ?? new Uint8Array());
  if (raw === undefined) {
    const expectation = "must be text or bytes, exactly as sent";
    throw new InvalidArgumentError("body", `${expectation}, not ${describe(body)}`);
  }
  return coversBody(contentType) ? raw : "";
}

/** Returns whether a signature of a request with this `Content-Type` covers the body. */
export function coversBody(contentType: string | undefined): boolean {
  return Boolean(contentType) && contentType !== octetStream;
}

/** Headers of a request, in any form that platforms and frameworks use. */
export type RequestHeaders =
  | Headers
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** Prefix of the headers that are signed. The name must be longer than the prefix. */
const signedPrefix = "X-Qiniu-";

/** Returns the signed headers as lines `Name: value`, with canonical names and sorted. */
export function qiniuHeaderLines(headers: RequestHeaders): string[] {
  return headerEntries(headers)
    .map(([name, value]) => [canonicalName(name), value] as const)
    .filter(([name]) => name.startsWith(signedPrefix) && name.length > signedPrefix.length)
    .sort(([a], [b]) => (a < b ? -1 : 1)) // Sorting lines would differ, because ":" sorts between "-" and "a".
    .map(([name, value]) => `${name}: ${value}`);
}

/** Returns the value of a header. Its name is case-insensitive. */
export function findHeader(headers: RequestHeaders, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headerEntries(headers).find(([key]) => key.toLowerCase() === wanted)?.[1];
}

type HeaderEntry = [string, string | readonly string[] | undefined];

/** Returns the headers as pairs, with only the first value of each. */
function headerEntries(headers: RequestHeaders): [string, string][] {
  // Not `instanceof Headers`, because some frameworks use their own Headers class.
  const isIterable = Symbol.iterator in headers;
  const entries = isIterable ? (headers as Headers) : Object.entries(headers);
  return [...entries].flatMap(([name, value]: HeaderEntry): [string, string][] => {
    const first = typeof value === "string" ? value : value?.[0];
    return first === undefined ? [] : [[name, first]];
  });
}

/** Converts a header name to canonical case: `x-qIniu-aAa` → `X-Qiniu-Aaa`. */
function canonicalName(name: string): string {
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
