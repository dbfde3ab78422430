import type { RequestLine } from "../errors.ts";
import type { FetchBody, StreamedBody } from "../files/streamed-body.ts";
import type { Pair } from "../wire/serialize.ts";
import type { WireResponse } from "./wire-response.ts";

/** A request body as it goes to `fetch`, or one that is opened again for each attempt. */
export type WireBody = FetchBody | StreamedBody;

/** Properties of a request. */
export interface WireRequestInit {
  method: string;
  headers: Headers;
  body: WireBody | undefined;
  signal: AbortSignal | undefined;
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

  constructor(url: string, init: WireRequestInit, query?: readonly Pair[]) {
    const { method, headers, body } = init;
    this.url = url;
    this.query = query;
    this.method = method;
    // fetch sets the type of a form itself, with the boundary that it chose.
    // Without a body the global is not used: loading it takes Node 20 ms.
    if (body && body instanceof FormData) headers.delete("Content-Type");
    this.headers = headers;
    this.body = body;
    this.signal = init.signal;
    this.retries = init.retries;
    this.timeoutMs = init.timeoutMs;
  }
}

/** Returns a URL without its query, for messages: a query may hold a signature. */
export function withoutQuery(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

/** Returns the method and URL of a request, for messages. */
export function requestLine({ method, url }: RequestLine): RequestLine {
  return { method, url: withoutQuery(url) };
}

/** What an attempt has led to: a response with any status, or the reason why there is none. */
export interface Outcome {
  readonly response: WireResponse | undefined;
  readonly error: unknown;
}
