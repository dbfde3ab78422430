import { type QueryParams, readParams } from "./flip-server.ts";

/** A request as it was handed to `fetch`. */
export interface SentRequest {
  readonly url: URL;
  /** The URL as text, before anything parses it. */
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

/** A network that is a function. */
export function observedFetch(
  answer: (request: SentRequest, index: number) => Response | Promise<Response>,
): ObservedFetch {
  const requests: SentRequest[] = [];
  return {
    requests,
    fetch: async (rawUrl, init) => {
      const url = new URL(rawUrl);
      const params = readParams(url.search);
      const request = { url, rawUrl, method: init.method ?? "GET", params, init };
      requests.push(request);
      return answer(request, requests.length - 1);
    },
  };
}
