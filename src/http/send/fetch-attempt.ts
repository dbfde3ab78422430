import { type FlipPiliError, NetworkError } from "../errors.ts";
import { StreamedBody } from "../files/streamed-body.ts";
import { findOwnFailure, isRedirectRefusal, withoutSecrets } from "./network-failure.ts";
import type { Attempt, AttemptContext } from "./response.ts";
import { type Answer, readAnswer, requestLine } from "./response.ts";
import { type WireRequest, withoutQuery } from "./wire-request.ts";

/** The part of the platform's `fetch` that this package uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What a signature adds to a request. Everything else stays as it is. */
export interface Signed {
  readonly url: string;
  readonly headers?: Headers;
}

/** Signs one attempt. Pure: the request is not changed. */
export type Sign = (request: WireRequest) => Signed;

/** The innermost layer: signs, then calls `fetch`, and nothing changes the request in between. */
export function fetchAttempt(fetch: Fetch, sign: Sign): Attempt {
  return async (request, context) => {
    const { url, headers = request.headers } = sign(request);
    const { method, body } = request;
    // Without this, Node keeps the whole body in memory, and a redirect could carry a signature away.
    const redirect = "error";
    const init = { method, headers, redirect, signal: context.signal ?? null } as const;
    try {
      if (body instanceof StreamedBody) return await sendStream(fetch, url, init, body, context);
      return await readAnswer(await fetch(url, body === undefined ? init : { ...init, body }));
    } catch (cause) {
      if (context.signal?.aborted) throw context.signal.reason;
      throw toTypedError(cause, request, secretsOf(url, headers));
    }
  };
}

function toTypedError(cause: unknown, request: WireRequest, secrets: string[]): FlipPiliError {
  const own = findOwnFailure(cause);
  if (own !== undefined) return own;
  const reason = isRedirectRefusal(cause) ? "redirects are not followed" : undefined;
  return new NetworkError(requestLine(request), withoutSecrets(cause, secrets), reason);
}

async function sendStream(
  fetch: Fetch,
  url: string,
  init: RequestInit & { headers: Headers },
  body: StreamedBody,
  { onSent }: AttemptContext,
): Promise<Answer> {
  const opened = body.open(onSent);
  try {
    const streamed = { ...init, headers: describeBody(init.headers, body), duplex: "half" };
    return await readAnswer(await fetch(url, { ...streamed, body: opened.body }));
  } finally {
    await opened.close();
  }
}

function describeBody(headers: Headers, { contentType, size }: StreamedBody): Headers {
  const result = new Headers(headers);
  result.set("Content-Type", contentType);
  result.set("Content-Length", String(size));
  return result;
}

/** What nobody should read in a log. */
function secretsOf(url: string, headers: Headers): string[] {
  const query = url.slice(withoutQuery(url).length);
  return [query, headers.get("Authorization") ?? ""].filter((secret) => secret !== "");
}
