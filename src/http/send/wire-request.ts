import type { FetchBody, StreamedBody } from "../files/streamed-body.ts";

/** A request body as it goes to `fetch`, or one that is opened anew for each attempt. */
export type WireBody = FetchBody | StreamedBody;

interface WireRequestInit {
  method?: string;
  headers: Headers;
  body?: WireBody | null;
  signal?: AbortSignal | null;
}

/**
 * A request exactly as it will be sent: the final URL and the serialised body.
 *
 * Stands in for the platform's `Request`, which costs several microseconds to make, cannot be sent
 * twice when it has a body, and changes a body into a stream when its URL is replaced.
 */
export class WireRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: WireBody | undefined;
  readonly signal: AbortSignal | undefined;

  constructor(url: string, { method = "GET", headers, body, signal }: WireRequestInit) {
    this.url = url;
    this.method = method;
    // fetch sets the type of a form itself, with the boundary that it chose.
    if (body instanceof FormData) headers.delete("Content-Type");
    this.headers = headers;
    this.body = body ?? undefined;
    this.signal = signal ?? undefined;
  }
}

/** The URL without its query, for messages: a query may hold a signature. */
export function withoutQuery(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}
