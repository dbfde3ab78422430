import { type FlipPiliError, NetworkError } from "../errors.ts";
import { StreamedBody } from "../files/streamed-body.ts";
import {
  type Attempt,
  type AttemptContext,
  type ReceivedResponse,
  receiveResponse,
  requestLine,
  type WireRequest,
  withoutQuery,
} from "./messages.ts";
import { findOwnFailure, isRejectedRedirect, withoutSecrets } from "./network-failure.ts";

/** The part of the platform's `fetch` that this package uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Calls the `fetch` of the platform. Looks it up each time, so that a later replacement is used. */
export function platformFetch(url: string, init: RequestInit): Promise<Response> {
  return globalThis.fetch(url, init);
}

/** The final URL and headers of a signed request. Everything else is unchanged. */
interface Signed {
  readonly url: string;
  readonly headers?: Headers;
}

/** Signs one attempt without changing the request. */
export type Sign = (request: WireRequest) => Signed;

/** Creates the innermost layer: signs, then calls `fetch`. Nothing changes the request in between. */
export function fetchAttempt(fetch: Fetch, sign: Sign): Attempt {
  return async (request, context) => {
    const { url, headers = request.headers } = sign(request);
    const { method, body } = request;
    // Otherwise Node keeps the whole body in memory, and a redirect could leak the signature.
    const redirect = "error";
    const init = { method, headers, redirect, signal: context.signal ?? null } as const;
    try {
      if (body instanceof StreamedBody) return await sendStream(fetch, url, init, body, context);
      return await receiveResponse(await fetch(url, body === undefined ? init : { ...init, body }));
    } catch (cause) {
      if (context.signal?.aborted) throw context.signal.reason;
      throw toTypedError(cause, request, secretsOf(url, headers));
    }
  };
}

function toTypedError(cause: unknown, request: WireRequest, secrets: string[]): FlipPiliError {
  const ownFailure = findOwnFailure(cause);
  if (ownFailure !== undefined) return ownFailure;
  const reason = isRejectedRedirect(cause) ? "redirects are not followed" : undefined;
  return new NetworkError(requestLine(request), withoutSecrets(cause, secrets), reason);
}

async function sendStream(
  fetch: Fetch,
  url: string,
  init: RequestInit & { headers: Headers },
  body: StreamedBody,
  { onSent }: AttemptContext,
): Promise<ReceivedResponse> {
  const opened = body.open(onSent);
  try {
    const streamed = { ...init, headers: withBodyHeaders(init.headers, body), duplex: "half" };
    return await receiveResponse(await fetch(url, { ...streamed, body: opened.body }));
  } finally {
    await opened.close();
  }
}

function withBodyHeaders(headers: Headers, { contentType, size }: StreamedBody): Headers {
  const result = new Headers(headers);
  result.set("Content-Type", contentType);
  result.set("Content-Length", String(size));
  return result;
}

/** Returns the texts that must not appear in an error. */
function secretsOf(url: string, headers: Headers): string[] {
  const query = url.slice(withoutQuery(url).length);
  return [query, headers.get("Authorization") ?? ""].filter((secret) => secret !== "");
}
