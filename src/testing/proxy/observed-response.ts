import type { ObservedExchange } from "./observed-exchange.ts";
import { observeStream } from "./observed-stream.ts";

/** Follows the body of a response as the client reads it. */
export function observeResponse(response: Response, exchange: ObservedExchange): Response {
  // Functions of tests may return something else, which the client must see unchanged.
  if (!isResponse(response)) {
    exchange.end();
    return response;
  }
  exchange.responding({ status: response.status, fields: fieldsOf(response) });
  if (response.body === null) {
    exchange.received();
    return response;
  }
  if (typeof response.body?.getReader !== "function") return withReaders(response, exchange);
  const body = observeStream(response.body, {
    onChunk: (chunk) => exchange.receiving(chunk),
    onEnd: () => exchange.received(),
    onFailure: () => exchange.end(),
  });
  return withBody(response, body);
}

/** Returns whether a value is a response of the platform, or of another implementation of `fetch`. */
function isResponse(response: Partial<Response> | undefined): boolean {
  return typeof response?.status === "number" && typeof response.headers?.get === "function";
}

/** Headers that describe the encoded body: `fetch` has decoded it. */
const encodingHeaders = new Set(["content-encoding", "content-length", "transfer-encoding"]);

/** Returns the headers that describe the decoded body. A stub may only be able to look one up. */
function fieldsOf({ headers }: Response): [name: string, value: string][] {
  const type = headers.get("content-type");
  const known: Iterable<[string, string]> =
    Symbol.iterator in headers ? headers : type === null ? [] : [["content-type", type]];
  return [...known].filter(([name]) => !encodingHeaders.has(name.toLowerCase()));
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

/** Returns a view of a response without a stream of the platform, as of `node-fetch` and of stubs. */
function withReaders(response: Response, exchange: ObservedExchange): Response {
  return new Proxy(response, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      if (!readers.has(key)) return value.bind(target);
      return async () => {
        try {
          const content: unknown = await Reflect.apply(value, target, []);
          receive(content, exchange);
          return content;
        } finally {
          exchange.end();
        }
      };
    },
  });
}

/** Takes a whole body in the form in which the client has read it. */
function receive(content: unknown, exchange: ObservedExchange): void {
  if (content instanceof Blob || content instanceof FormData) return;
  if (content instanceof ArrayBuffer) exchange.receiving(new Uint8Array(content));
  else if (content instanceof Uint8Array) exchange.receiving(content);
  else exchange.receiving(Buffer.from(typeof content === "string" ? content : toJson(content)));
  exchange.received();
}

function toJson(content: unknown): string {
  return JSON.stringify(content) ?? "";
}
