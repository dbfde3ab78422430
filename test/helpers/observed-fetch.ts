import { type QueryParams, readParams } from "./flip-server.ts";

/** A request as passed to `fetch`. */
export interface SentRequest {
  readonly url: URL;
  /** The URL as text, not normalized. */
  readonly rawUrl: string;
  readonly method: string;
  /** The query, decoded. */
  readonly params: QueryParams;
  readonly init: RequestInit;
}

export interface ObservedFetch {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Every request, in order. */
  readonly requests: SentRequest[];
}

/** Creates a `fetch` function that records requests. `respond` returns the responses. */
export function observedFetch(
  respond: (request: SentRequest, index: number) => Response | Promise<Response>,
): ObservedFetch {
  const requests: SentRequest[] = [];
  return {
    requests,
    fetch: async (rawUrl, init) => {
      const url = new URL(rawUrl);
      const params = readParams(url.search);
      const request = { url, rawUrl, method: init.method ?? "GET", params, init };
      requests.push(request);
      return respond(request, requests.length - 1);
    },
  };
}
