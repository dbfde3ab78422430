import type { IncomingHttpHeaders } from "node:http";

/** A header field as it was sent: name and value. */
type HeaderField = readonly [name: string, value: string];

/** The head of a request. */
export interface RequestHead {
  readonly method: string;
  readonly target: string;
  readonly fields: readonly HeaderField[];
}

/** The head of a response. */
export interface ResponseHead {
  readonly status: number;
  readonly fields: readonly HeaderField[];
}

const requestLine = /^([^ ]+) ([^ ]+) HTTP\/1\.[01]$/;
const statusLine = /^HTTP\/1\.[01] (\d{3})(?: .*)?$/;

/** Headers of which only the first counts, as in Node. */
const single = new Set(["authorization", "content-length", "content-type", "host"]);

/**
 * Parses the head of a request.
 *
 * @throws {SyntaxError} When the bytes are not the head of a request.
 */
export function parseRequestHead(bytes: Buffer): RequestHead {
  const [first = "", ...lines] = linesOf(bytes);
  const [, method, target] = requestLine.exec(first) ?? [];
  if (method === undefined || target === undefined)
    throw new SyntaxError("This is not an HTTP request");
  return { method, target, fields: readFields(lines) };
}

/**
 * Parses the head of a response.
 *
 * @throws {SyntaxError} When the bytes are not the head of a response.
 */
export function parseResponseHead(bytes: Buffer): ResponseHead {
  const [first = "", ...lines] = linesOf(bytes);
  const [, status] = statusLine.exec(first) ?? [];
  if (status === undefined) throw new SyntaxError("This is not an HTTP response");
  return { status: Number(status), fields: readFields(lines) };
}

/** Returns all values of a header, in lower case. */
export function valuesOf(fields: readonly HeaderField[], name: string): string[] {
  return fields
    .filter((field) => field[0].toLowerCase() === name)
    .flatMap(([, value]) => value.toLowerCase().split(","))
    .map((value) => value.trim());
}

/** Converts header fields into headers by lower-case name, as in Node. */
export function toHeaders(fields: readonly HeaderField[]): IncomingHttpHeaders {
  const headers = new Map<string, string>();
  for (const [name, value] of fields) {
    const key = name.toLowerCase();
    const before = headers.get(key);
    if (before === undefined) headers.set(key, value);
    else if (!single.has(key)) headers.set(key, `${before}, ${value}`);
  }
  return Object.fromEntries(headers);
}

/** Splits a head into lines. Continued lines are joined. */
function linesOf(bytes: Buffer): string[] {
  return bytes
    .toString("latin1")
    .replace(/\r?\n[ \t]+/g, " ")
    .trim()
    .split(/\r?\n/);
}

function readFields(lines: readonly string[]): HeaderField[] {
  return lines.map((line) => {
    const colon = line.indexOf(":");
    if (colon < 1) throw new SyntaxError("A header has no name");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
}

/** How the length of a body is determined (RFC 9112, 6.3). */
export type Framing = "none" | "chunked" | "until close" | { readonly length: number };

/**
 * Returns the framing of a request.
 *
 * @throws {SyntaxError} When its headers are ambiguous.
 */
export function requestFraming(fields: readonly HeaderField[]): Framing {
  const framing = frame(fields, "none");
  if (framing !== "until close") return framing;
  throw new SyntaxError("The request's Transfer-Encoding does not end with chunked");
}

/**
 * Returns the framing of a response.
 *
 * @param method - Method of the request.
 * @throws {SyntaxError} When its headers are ambiguous.
 */
export function responseFraming(
  { status, fields }: { status: number; fields: readonly HeaderField[] },
  method: string,
): Framing {
  const hasNone = method === "HEAD" || status < 200 || status === 204 || status === 304;
  return hasNone ? "none" : frame(fields, "until close");
}

function frame(fields: readonly HeaderField[], fallback: Framing): Framing {
  const codings = valuesOf(fields, "transfer-encoding");
  if (codings.length > 0) return codings.at(-1) === "chunked" ? "chunked" : "until close";
  const lengths = valuesOf(fields, "content-length");
  const [text] = lengths;
  if (text === undefined) return fallback;
  const length = Number(text);
  const isUnambiguous = /^\d+$/.test(text) && lengths.every((other) => other === text);
  if (!isUnambiguous || !Number.isSafeInteger(length)) {
    throw new SyntaxError("The Content-Length is invalid");
  }
  return length === 0 ? "none" : { length };
}
