import type { Fetch } from "../../http/transport/transport.ts";
import { type EndOfExchange, ObservedExchange } from "./observed-exchange.ts";

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
  const url = input instanceof Request ? input.url : input;
  return URL.canParse(url) ? new URL(url) : undefined;
}

function startExchange(
  url: URL,
  input: string | URL | Request,
  init: RequestInit,
  onEnd: EndOfExchange,
): ObservedExchange {
  const request = input instanceof Request ? input : undefined;
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
  return tap(source, {
    onChunk: (chunk) => exchange.sending(chunk),
    onEnd: () => exchange.sent(),
    onFailure: () => {},
  });
}

/** What follows a stream. */
interface StreamObserver {
  onChunk(chunk: Uint8Array): void;
  /** Called when everything has been read. */
  onEnd(): void;
  /** Called when the stream failed, or was cancelled. */
  onFailure(): void;
}

/** Returns a stream that reads from another one only as it is read itself. */
function tap(
  source: ReadableStream<Uint8Array>,
  { onChunk, onEnd, onFailure }: StreamObserver,
): ReadableStream<Uint8Array> {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  const read = () => {
    reader ??= source.getReader();
    return reader;
  };
  const underlying = {
    async pull(controller: ReadableStreamController<Uint8Array>) {
      try {
        const { done, value } = await read().read();
        if (!done) {
          onChunk(value);
          // Chunks of bodies are never in shared memory.
          controller.enqueue(value as Uint8Array<ArrayBuffer>);
          return;
        }
        onEnd();
        close(controller);
      } catch (cause) {
        onFailure();
        throw cause;
      }
    },
    cancel(reason: unknown) {
      onFailure();
      return read().cancel(reason);
    },
  };
  const strategy = { highWaterMark: 0 };
  return isByteStream(source)
    ? new ReadableStream({ ...underlying, type: "bytes" }, strategy)
    : new ReadableStream(underlying, strategy);
}

/** Returns whether a stream can be read into a buffer of the caller. Bodies of the platform can. */
function isByteStream(stream: ReadableStream): boolean {
  try {
    stream.getReader({ mode: "byob" }).releaseLock();
    return true;
  } catch {
    return false;
  }
}

function close(controller: ReadableStreamController<Uint8Array>): void {
  controller.close();
  if ("byobRequest" in controller) controller.byobRequest?.respond(0);
}

/** Follows the body of a response as the client reads it. */
function observeResponse(response: Response, exchange: ObservedExchange): Response {
  // Functions of tests may return something else, which the client must see unchanged.
  if (!(response instanceof Response)) {
    exchange.end();
    return response;
  }
  exchange.responding({ status: response.status, fields: fieldsOf(response) });
  if (response.body === null) {
    exchange.received();
    return response;
  }
  const body = tap(response.body, {
    onChunk: (chunk) => exchange.receiving(chunk),
    onEnd: () => exchange.received(),
    onFailure: () => exchange.end(),
  });
  return withBody(response, body);
}

/** Headers that describe the encoded body: `fetch` has decoded it. */
const encodingHeaders = new Set(["content-encoding", "content-length", "transfer-encoding"]);

function fieldsOf({ headers }: Response): [name: string, value: string][] {
  return [...headers].filter(([name]) => !encodingHeaders.has(name));
}

const readers = new Set<PropertyKey>(["arrayBuffer", "blob", "bytes", "formData", "json", "text"]);

/**
 * Returns a view of a response whose body is another stream. Everything else is that of the response
 * itself, also what `new Response()` could not set, such as its URL or the status 612.
 */
function withBody(response: Response, body: ReadableStream<Uint8Array>): Response {
  const replaced = new Response(body, { headers: response.headers });
  return new Proxy(response, {
    get(target, key) {
      const source = key === "body" || key === "bodyUsed" || readers.has(key) ? replaced : target;
      if (key === "clone") return () => cloneOf(target, replaced);
      const value: unknown = Reflect.get(source, key, source);
      return typeof value === "function" ? value.bind(source) : value;
    },
  });
}

/** Clones the body that the client reads, and the rest of the response. */
function cloneOf(response: Response, replaced: Response): Response {
  const { body } = replaced.clone();
  return body === null ? response.clone() : withBody(response, body);
}
