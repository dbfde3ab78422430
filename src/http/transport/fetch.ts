import { requireFunction, requireThat } from "../argument-checks.ts";
import { type FetchBody, StreamedBody } from "../files/streamed-body.ts";
import { DecodedHeaders, isLeftUnread, readAll, type UnreadBody } from "./response.ts";
import {
  type ConnectionOptions,
  type Exchange,
  type Fetch,
  isRedirect,
  redirectError,
  sizeError,
  type Transport,
  TransportError,
  type TransportFailure,
  type TransportRequest,
  type TransportResponse,
} from "./transport.ts";

// Exports the same names as `node.ts`.
export * from "./fetch-failures.ts";

/**
 * Validates the options that determine how connections are opened.
 *
 * @throws {InvalidArgumentError} When `fetch` is not a function, or an option is for Node only.
 */
export function readConnectionOptions({ fetch, agent, ca }: ConnectionOptions): ConnectionOptions {
  if (fetch !== undefined) requireFunction("fetch", fetch);
  for (const [name, value] of Object.entries({ agent, ca })) {
    requireThat(value === undefined, name, "is for Node only: use the option fetch");
  }
  return { fetch };
}

/** Calls the `fetch` of the platform. Looks it up each time, so that a later replacement is used. */
const platformFetch: Fetch = (url, init) => globalThis.fetch(url, init);

/** Creates a transport over the platform's `fetch`, or the caller's. */
export function createTransport({ fetch = platformFetch }: ConnectionOptions = {}): Transport {
  return {
    progress: "none",
    // A Worker can share a client between its requests, but not a signal.
    send: (request) => startFetch(fetch, request, new AbortController()),
    close: () => {},
  };
}

/** Sends a request over a `fetch` function. */
export function startFetch(
  fetch: Fetch,
  request: TransportRequest,
  controller: AbortController,
): Exchange {
  const { method, headers, body } = request;
  const { signal } = controller;
  // An object works with everything that a caller's function may do with headers.
  const fields = Object.fromEntries(headers);
  const init: RequestInit = { method, headers: fields, redirect: "manual", signal };
  let cancel = (_: unknown): void => {};
  const response = new Promise<TransportResponse>((resolve, reject) => {
    cancel = (reason) => {
      reject(reason); // Even when `fetch` ignores the signal.
      controller.abort(reason);
    };
    const send = (described: RequestInit) => exchange(fetch, request, { ...init, ...described });
    const isStreamed = body instanceof StreamedBody;
    const received = isStreamed
      ? body.sendAsBlob(request, send)
      : send(body === undefined ? {} : describeBody(body));
    received.then(resolve, reject);
  });
  return { response, cancel };
}

/** Returns the options of `fetch` for a body. It requires `duplex` for a stream, which its types lack. */
function describeBody(body: FetchBody): RequestInit & { duplex?: "half" } {
  return body instanceof ReadableStream ? { body, duplex: "half" } : { body };
}

/** Calls `fetch` and reads the response. */
async function exchange(
  fetch: Fetch,
  request: TransportRequest,
  init: RequestInit,
): Promise<TransportResponse> {
  let failure: TransportFailure = "misuse";
  try {
    const pending = fetch(request.url, init);
    failure = "network";
    return await receive(await pending, request);
  } catch (cause) {
    throw toTransportError(cause, failure);
  }
}

async function receive(response: Response, request: TransportRequest): Promise<TransportResponse> {
  if (typeof response?.headers?.get !== "function") {
    throw new TransportError("misuse", "the option fetch returned no Response");
  }
  const { status, statusText, type } = response;
  if (type === "error") throw new Error("no response"); // `Response.error()`
  const headers = new DecodedHeaders(response.headers);
  const head = { status, statusText, headers };
  const body = openBody(response, head, request.maxResponseBytes);
  if (type === "opaqueredirect" || isRedirect(status)) {
    body.cancel();
    throw redirectError(head);
  }
  if (isLeftUnread(head, request)) return { ...head, body };
  const bytes = await readAll(body);
  headers.bodyBytes = bytes.length;
  return { ...head, body: bytes };
}

/** Opens the body of a response, limited in size. */
function openBody(
  response: Response,
  head: Omit<TransportResponse, "body">,
  maxBytes: number,
): UnreadBody {
  const reader = response.body?.getReader?.() ?? readerOf(response);
  const cancel = () => void reader.cancel().catch(() => {});
  let size = 0;
  return {
    cancel,
    async next() {
      try {
        const { value } = await reader.read();
        size += value?.length ?? 0;
        if (size > maxBytes) throw sizeError(maxBytes, head);
        return value;
      } catch (cause) {
        cancel();
        throw toTransportError(cause, "network");
      }
    },
  };
}

/** Reads the whole body of a response without a stream of the platform, as of some `fetch` functions. */
function readerOf(response: Response) {
  let unread: Response | undefined = response;
  return {
    async read() {
      const value = unread && new Uint8Array(await unread.arrayBuffer());
      unread = undefined;
      return { value };
    },
    async cancel() {},
  };
}

function toTransportError(cause: unknown, failure: TransportFailure): TransportError {
  if (cause instanceof TransportError) return cause;
  const isMisuse = failure === "misuse";
  const message = isMisuse
    ? "the option fetch threw an error"
    : (cause as Error | undefined)?.message;
  return new TransportError(failure, String(message), { cause });
}
