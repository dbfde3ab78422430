/** A request as the signature sees it. */
export interface RequestToSign {
  /** HTTP method, in any case. */
  method: string;
  /** The whole URL, exactly as it is sent. */
  url: string | URL;
  /** The `Content-Type` header, exactly as it is sent. Without one the body is not signed. */
  contentType?: string | undefined;
  /** Headers, of which those that begin with `X-Qiniu-` are signed. */
  headers?: RequestHeaders | undefined;
  /** The body, exactly as it is sent. */
  body?: string | Uint8Array | undefined;
}

/** A body of this type is not signed, the type is. */
const octetStream = "application/octet-stream";

const encoder = new TextEncoder();

/**
 * The text that is signed: method, path and query, host, content type, `X-Qiniu-` headers, an empty
 * line, and the body.
 *
 * A body of bytes is shown as the text that they are in UTF-8; {@link bytesToSign} has the bytes.
 *
 * @throws {TypeError} When the URL is not absolute.
 */
export function stringToSign(request: RequestToSign): string {
  const body = signedBody(request);
  return signedHead(request) + (typeof body === "string" ? body : new TextDecoder().decode(body));
}

/** Where a request goes, as its signature sees it. */
export interface Destination {
  /** The `Host` header. */
  readonly host: string;
  /** Path and query. */
  readonly target: string;
}

/** {@link stringToSign} as the bytes that go into the HMAC. */
export function bytesToSign(
  request: RequestToSign,
  destination: Destination = destinationOf(request.url),
): string | Uint8Array {
  const head = signedHead(request, destination);
  const body = signedBody(request);
  if (typeof body === "string") return head + body;
  const start = encoder.encode(head);
  const bytes = new Uint8Array(start.length + body.length);
  bytes.set(start);
  bytes.set(body, start.length);
  return bytes;
}

/** Where a request to a URL goes, as `fetch` sends it: without default port, and escaped. */
export function destinationOf(url: string | URL): Destination {
  const { host, pathname, search } = new URL(url);
  return { host, target: pathname + search };
}

function signedHead(
  { method, url, contentType, headers = {} }: RequestToSign,
  { host, target }: Destination = destinationOf(url),
): string {
  const lines = [`${method.toUpperCase()} ${target}`, `Host: ${host}`];
  if (contentType) lines.push(`Content-Type: ${contentType}`);
  return `${[...lines, ...qiniuHeaderLines(headers)].join("\n")}\n\n`;
}

function signedBody({ contentType, body = "" }: RequestToSign): string | Uint8Array {
  return contentType && contentType !== octetStream ? body : "";
}

/** Headers of a request, in any of the forms that platforms and frameworks have. */
export type RequestHeaders =
  | Headers
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** Headers with this prefix and something behind it are signed. */
const signedPrefix = "X-Qiniu-";

/** The signed headers as lines `Name: value`, in canonical spelling and sorted. */
export function qiniuHeaderLines(headers: RequestHeaders): string[] {
  return headerEntries(headers)
    .map(([name, value]) => [canonicalName(name), value] as const)
    .filter(([name]) => name.startsWith(signedPrefix) && name.length > signedPrefix.length)
    .sort(([a], [b]) => (a < b ? -1 : 1)) // The lines would sort otherwise: ":" is between "-" and "a".
    .map(([name, value]) => `${name}: ${value}`);
}

/** The value of one header, whatever the case of its name. */
export function findHeader(headers: RequestHeaders, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headerEntries(headers).find(([key]) => key.toLowerCase() === wanted)?.[1];
}

type HeaderEntry = [string, string | readonly string[] | undefined];

/** Of several values of one header only the first counts. */
function headerEntries(headers: RequestHeaders): [string, string][] {
  // Not `instanceof Headers`: some frameworks have Headers of their own.
  const isIterable = Symbol.iterator in headers;
  const entries = isIterable ? (headers as Headers) : Object.entries(headers);
  return [...entries].flatMap(([name, value]: HeaderEntry): [string, string][] => {
    const first = typeof value === "string" ? value : value?.[0];
    return first === undefined ? [] : [[name, first]];
  });
}

/** `x-qIniu-aAa` → `X-Qiniu-Aaa` */
function canonicalName(name: string): string {
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
