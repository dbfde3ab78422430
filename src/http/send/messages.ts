import type { RequestLine } from "../errors.ts";
import type { FetchBody, StreamedBody } from "../files/streamed-body.ts";
import type { ApiResponse } from "../transport/response.ts";
import type { Pair } from "../wire/serialize.ts";

/** A request body as it goes to `fetch`, or one that is opened again for each attempt. */
export type WireBody = FetchBody | StreamedBody;

/** Options with which openapi-fetch constructs a request. */
export interface WireRequestInit {
  method?: string;
  headers: Headers;
  body?: WireBody | null;
  signal?: AbortSignal | null;
  retries?: number | undefined;
  timeoutMs?: number | undefined;
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
  /** Attempts after the first, if the call has its own setting. */
  readonly retries: number | undefined;
  /** Limit of one attempt in milliseconds, if the call has its own setting. */
  readonly timeoutMs: number | undefined;

  constructor(
    url: string,
    { method = "GET", headers, body, signal, retries, timeoutMs }: WireRequestInit,
    query?: readonly Pair[],
  ) {
    this.url = url;
    this.query = query;
    this.method = method;
    // fetch sets the type of a form itself, with the boundary that it chose.
    // Without a body the global is not used: loading it takes Node 20 ms.
    if (body && body instanceof FormData) headers.delete("Content-Type");
    this.headers = headers;
    this.body = body ?? undefined;
    this.signal = signal ?? undefined;
    this.retries = retries;
    this.timeoutMs = timeoutMs;
  }
}

/** Returns a URL without its query, for messages: a query may hold a signature. */
export function withoutQuery(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

/** Returns the method and URL of a request, for messages. */
export function requestLine({ method, url }: WireRequest): RequestLine {
  return { method, url: withoutQuery(url) };
}

/** A response whose body has been read, unless it is binary. */
export interface ReceivedResponse {
  readonly response: ApiResponse;
  /** The body of an error as text. */
  readonly text: string | undefined;
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
 * to another. The innermost sends it over the transport.
 */
export type Attempt = (request: WireRequest, context: AttemptContext) => Promise<ReceivedResponse>;
