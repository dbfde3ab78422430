import type { Fetch } from "../../http/transport/transport.ts";
import { type EndOfExchange, ObservedExchange } from "./observed-exchange.ts";
import { observeResponse } from "./observed-response.ts";
import { observeStream } from "./observed-stream.ts";

/** A `fetch` function with the parameters of that of the platform. */
export type PlatformFetch = (
  input: string | URL | Request,
  init?: RequestInit,
) => Promise<Response>;

/** Returns a function that passes requests on to `fetch`, and follows them and their responses. */
export function observeFetch(fetch: Fetch, onEnd: EndOfExchange): PlatformFetch {
  // The function may accept more than its type says: it receives what the client has passed.
  const send = fetch as PlatformFetch;
  return (input, init) => {
    const url = urlOf(input);
    if (url === undefined) return send(input, init);
    const exchange = startExchange(url, input, init ?? {}, onEnd);
    const pending = send(input, tapBody(init, exchange));
    return Promise.resolve(pending).then(
      (response) => observeResponse(response, exchange),
      (error) => {
        exchange.end();
        throw error;
      },
    );
  };
}

function urlOf(input: string | URL | Request): URL | undefined {
  const url = isRequest(input) ? input.url : input;
  return URL.canParse(url) ? new URL(url) : undefined;
}

/** Returns whether a value is a request of the platform, or of another implementation of `fetch`. */
function isRequest(input: string | URL | Request): input is Request {
  return typeof input === "object" && "url" in input;
}

function startExchange(
  url: URL,
  input: string | URL | Request,
  init: RequestInit,
  onEnd: EndOfExchange,
): ObservedExchange {
  const request = isRequest(input) ? input : undefined;
  const copy = copyBody(request, init);
  const fields = new Headers(init.headers ?? request?.headers);
  const contentType = fields.get("content-type") ?? copy?.headers.get("content-type");
  if (contentType) fields.set("content-type", contentType);
  fields.set("host", url.host);
  const method = (init.method ?? request?.method ?? "GET").toUpperCase();
  const head = { method, target: `${url.pathname}${url.search}`, fields: [...fields] };
  const exchange = new ObservedExchange(head, onEnd);
  if (copy?.body) exchange.copyRequest(copy.body);
  else if (!init.body) exchange.sent();
  return exchange;
}

/** Returns a copy of the body that is sent, with its Content-Type. A stream is followed instead. */
function copyBody(
  request: Request | undefined,
  { body }: RequestInit,
): Pick<Response, "body" | "headers"> | undefined {
  if (body === undefined && request?.body) return request.clone();
  return body && canCopy(body) ? new Response(body) : undefined;
}

function canCopy(body: BodyInit): boolean {
  if (typeof body === "string" || body instanceof ArrayBuffer || ArrayBuffer.isView(body))
    return true;
  return [Blob, FormData, URLSearchParams].some((type) => body instanceof type);
}

/** Replaces a stream in the body by one that is followed. */
function tapBody(init: RequestInit | undefined, exchange: ObservedExchange): typeof init {
  if (!(init?.body instanceof ReadableStream)) return init;
  return { ...init, body: tapRequest(init.body, exchange) };
}

/** Passes a stream on, chunk by chunk as it is read. */
function tapRequest(
  source: ReadableStream<Uint8Array>,
  exchange: ObservedExchange,
): ReadableStream<Uint8Array> {
  return observeStream(source, {
    onChunk: (chunk) => exchange.sending(chunk),
    onEnd: () => exchange.sent(),
    onFailure: () => {},
  });
}
