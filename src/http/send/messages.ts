import { HttpError, type RequestLine } from "../errors.ts";
import type { FetchBody, StreamedBody } from "../files/streamed-body.ts";
import type { Pair } from "../wire/serialize.ts";

/** A request body as it goes to `fetch`, or one that is opened again for each attempt. */
export type WireBody = FetchBody | StreamedBody;

/** Options with which openapi-fetch constructs a request. */
export interface WireRequestInit {
  method?: string;
  headers: Headers;
  body?: WireBody | null;
  signal?: AbortSignal | null;
}

/**
 * A request exactly as it will be sent: its parameters as pairs, its body serialized.
 *
 * Replaces the platform's `Request`, which takes several microseconds to create, cannot be sent twice
 * when it has a body, and turns a body into a stream when its URL is replaced.
 */
export class WireRequest {
  readonly url: string;
  /** The query as pairs, unless the caller serialized it. */
  readonly query: readonly Pair[] | undefined;
  readonly method: string;
  readonly headers: Headers;
  readonly body: WireBody | undefined;
  readonly signal: AbortSignal | undefined;

  constructor(
    url: string,
    { method = "GET", headers, body, signal }: WireRequestInit,
    query?: readonly Pair[],
  ) {
    this.url = url;
    this.query = query;
    this.method = method;
    // fetch sets the type of a form itself, with the boundary that it chose.
    if (body instanceof FormData) headers.delete("Content-Type");
    this.headers = headers;
    this.body = body ?? undefined;
    this.signal = signal ?? undefined;
  }
}

/** Returns a URL without its query, for messages: a query may hold a signature. */
export function withoutQuery(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

/** A response whose body has been read, unless it is binary. */
export interface ReceivedResponse {
  readonly response: Response;
  /** The body as text; `undefined` when it was left unread for the caller. */
  readonly text: string | undefined;
}

const textTypes = /json|text|xml|html|javascript|urlencoded|^$/i;
const requestLines = new WeakMap<Response, RequestLine>();

/** Reads the body, so that the timeout covers it and a retry can inspect it. */
export async function receiveResponse(response: Response): Promise<ReceivedResponse> {
  const type = response.headers.get("Content-Type") ?? "";
  const isText = !response.ok || textTypes.test(type);
  return { response, text: isText ? await response.text() : undefined };
}

/**
 * Creates the `Response` for openapi-fetch, whose body can be read again.
 *
 * Its `url` has no query, and so no signature.
 */
export function toResponse({ response, text }: ReceivedResponse, request: WireRequest): Response {
  const line = requestLine(request);
  requestLines.set(response, line);
  define(response, "url", line.url);
  if (text === undefined) rejectText(response, line);
  else replaceBody(response, line, text);
  return response;
}

/** Returns the method and URL of a request, for messages. */
export function requestLine({ method, url }: WireRequest): RequestLine {
  return { method, url: withoutQuery(url) };
}

/** Returns the method and URL that a response belongs to. */
export function requestLineOf(response: Response): RequestLine {
  return requestLines.get(response) ?? { method: "Request", url: withoutQuery(response.url) };
}

/**
 * Replaces `json()` and `text()`. openapi-fetch calls `json()` when the length is known. Otherwise it
 * calls `text()` and parses the result.
 */
function replaceBody(response: Response, line: RequestLine, text: string): void {
  const json = quoteUnsafeIntegers(text);
  const parse = (): unknown => {
    try {
      return JSON.parse(json);
    } catch {
      throw new HttpError(line, response, text, "with a body that is not JSON");
    }
  };
  define(response, "json", async () => parse());
  define(response, "text", async () => {
    if (response.ok && json !== "") parse();
    // The text of an error response becomes `error`, which is `undefined` without a body.
    return response.ok || json !== "" ? json : undefined;
  });
}

/** Makes `json()` and `text()` fail: a caller who expects JSON must not wait for the end of a video. */
function rejectText(response: Response, line: RequestLine): void {
  const reject = async () => {
    await response.body?.cancel();
    throw new HttpError(line, response, undefined, "with a body that is not JSON");
  };
  define(response, "json", reject);
  define(response, "text", reject);
}

function define(response: Response, key: "json" | "text" | "url", value: unknown): void {
  Object.defineProperty(response, key, { value, configurable: true });
}

/** Values that the layers around an attempt pass to it. */
export interface AttemptContext {
  /** Ends the attempt. */
  readonly signal: AbortSignal | undefined;
  /** Called with the size of each chunk of the body that has been written. */
  readonly onSent: (bytes: number) => void;
}

/**
 * Sends a request and waits for the whole response.
 *
 * The layers of the client (retry, clock skew, timeout, signature) are functions from one attempt
 * to another. The innermost calls `fetch`.
 */
export type Attempt = (request: WireRequest, context: AttemptContext) => Promise<ReceivedResponse>;

/** Quotes, and integers with so many digits that a double may not represent them. */
const quotesAndLongIntegers = /\\.|"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/** Start of a document, value or item that may be such an integer. */
const longNumber = /(?:^|[:[,])\s*-?\d{16}/;

/**
 * Puts quotes around integers that a JavaScript number cannot represent.
 *
 * Such a value then arrives as a string with all its digits, instead of being rounded silently.
 */
function quoteUnsafeIntegers(json: string): string {
  if (!longNumber.test(json)) return json;
  let isInString = false;
  return json.replace(quotesAndLongIntegers, (token) => {
    if (token === '"') isInString = !isInString;
    const isNumber = !isInString && token !== '"';
    return isNumber && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token;
  });
}
