import { qiniuHeaderLines, type RequestHeaders } from "./qiniu-headers.ts";

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
