import type { FetchBody, StreamedBody } from "../files/streamed-body.ts";
import { joinPairs, type Pair } from "../wire/query.ts";

/** A request body as it goes to `fetch`, or one that is opened again for each attempt. */
export type WireBody = FetchBody | StreamedBody;

interface WireRequestInit {
  method?: string;
  headers: Headers;
  body?: WireBody | null;
  signal?: AbortSignal | null;
}

/**
 * A request exactly as it will be sent: its parameters as pairs, its body serialized.
 *
 * Stands in for the platform's `Request`, which takes several microseconds to create, cannot be sent
 * twice when it has a body, and turns a body into a stream when its URL is replaced.
 */
export class WireRequest {
  /** URL without `query`. */
  readonly target: string;
  readonly query: readonly Pair[];
  readonly method: string;
  readonly headers: Headers;
  readonly body: WireBody | undefined;
  readonly signal: AbortSignal | undefined;

  constructor(
    target: string,
    { method = "GET", headers, body, signal }: WireRequestInit,
    query: readonly Pair[] = [],
  ) {
    this.target = target;
    this.query = query;
    this.method = method;
    // fetch sets the type of a form itself, with the boundary that it chose.
    if (body instanceof FormData) headers.delete("Content-Type");
    this.headers = headers;
    this.body = body ?? undefined;
    this.signal = signal ?? undefined;
  }

  get url(): string {
    return this.query.length === 0 ? this.target : `${this.target}?${joinPairs(this.query)}`;
  }
}

/** Returns a URL without its query, for messages: a query may hold a signature. */
export function withoutQuery(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}
