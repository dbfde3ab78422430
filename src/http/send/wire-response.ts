import { HttpError, NetworkError, type RequestLine } from "../errors.ts";
import type { ApiResponse, ResponseHeaders } from "../transport/response.ts";
import { TransportError, type TransportResponse, type UnreadBody } from "../transport/transport.ts";
import { JsonDepthError, parseJson, toShallowJson } from "../wire/parse-json.ts";

const notJson = "with a body that is not JSON";

/**
 * The response to a request, as openapi-fetch and callers see it.
 *
 * Replaces the platform's `Response`, which rejects statuses such as 612 and takes several microseconds
 * to create. A body that has been received can be read any number of times.
 */
export class WireResponse implements ApiResponse {
  readonly status: number;
  readonly ok: boolean;
  readonly statusText: string;
  readonly headers: ResponseHeaders;
  /** URL of the request, without its query: it may hold a signature. */
  readonly url: string;
  readonly #line: RequestLine;
  readonly #body: Uint8Array | UnreadBody;

  constructor(line: RequestLine, { status, statusText, headers, body }: TransportResponse) {
    inheritFromPlatform();
    this.status = status;
    this.ok = status >= 200 && status < 300;
    this.statusText = statusText;
    this.headers = headers;
    this.url = line.url;
    this.#line = line;
    this.#body = body;
  }

  /** Method and URL of the request. */
  get line(): RequestLine {
    return this.#line;
  }

  /** The body as text; `undefined` when it was left unread for the caller. */
  get receivedText(): string | undefined {
    return this.#body instanceof Uint8Array ? decode(this.#body) : undefined;
  }

  async json(): Promise<unknown> {
    const text = this.#requireText();
    try {
      return parseJson(text);
    } catch (error) {
      const isTooDeep = error instanceof JsonDepthError;
      const problem = isTooDeep ? "with JSON that is nested too deeply" : notJson;
      throw new HttpError(this.#line, this, text, problem);
    }
  }

  /** Returns the body as text. openapi-fetch parses that of an error itself. */
  async text(): Promise<string> {
    const text = this.#requireText();
    return this.ok ? text : toShallowJson(text);
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const chunk of this.#chunks()) parts.push(chunk.slice());
    return new Blob(parts).arrayBuffer();
  }

  async blob(): Promise<Blob> {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const chunk of this.#chunks()) parts.push(chunk.slice());
    return new Blob(parts, { type: this.headers.get("content-type") ?? "" });
  }

  /** The body as a stream. */
  get body(): ReadableStream<Uint8Array> | null {
    if (this.#body instanceof Uint8Array && this.#body.length === 0) return null;
    const chunks = this.#chunks();
    return new ReadableStream({
      pull: async (controller) => {
        const { value, done } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => void (await chunks.return(undefined)),
    });
  }

  /** Returns this response: its body can be read again. */
  clone(): this {
    return this;
  }

  /** Fails for an unread body: a caller who expects JSON must not wait for the end of a video. */
  #requireText(): string {
    if (this.#body instanceof Uint8Array) return decode(this.#body);
    this.#body.cancel();
    throw new HttpError(this.#line, this, undefined, notJson);
  }

  async *#chunks(): AsyncGenerator<Uint8Array, void> {
    if (this.#body instanceof Uint8Array) return void (yield this.#body);
    try {
      yield* this.#body.chunks();
    } catch (cause) {
      throw toBodyError(cause, this.#line, this);
    }
  }
}

/** Converts a failure to read an unread body. */
function toBodyError(cause: unknown, line: RequestLine, response: ApiResponse): Error {
  if (!(cause instanceof TransportError)) return new NetworkError(line, undefined);
  const { failure, message } = cause;
  if (failure === "size") return new HttpError(line, response, undefined, message);
  return new NetworkError(line, undefined, "the response was cut off");
}

let decoder: TextDecoder | undefined;

function decode(bytes: Uint8Array): string {
  decoder ??= new TextDecoder();
  return decoder.decode(bytes);
}

/**
 * Stands for the prototype of the platform's `Response`, and loads that one only for `instanceof`: loading
 * it takes Node 20 ms.
 */
const platformPrototype = /* @__PURE__ */ new Proxy(
  {},
  { getPrototypeOf: () => globalThis.Response?.prototype ?? Object.prototype },
);

/**
 * Makes `instanceof Response` true, as openapi-fetch expects of a response that middleware returns. Not
 * in a static block, which would keep bundlers from dropping the class.
 */
function inheritFromPlatform(): void {
  if (Object.getPrototypeOf(WireResponse.prototype) === platformPrototype) return;
  Object.setPrototypeOf(WireResponse.prototype, platformPrototype);
  Object.defineProperty(WireResponse.prototype, Symbol.for("nodejs.util.inspect.custom"), {
    value: inspectResponse,
  });
}

/** Returns what Node prints: its own format would load the platform's `Response`. */
function inspectResponse(this: WireResponse): object {
  const { status, statusText, url } = this;
  return { status, statusText, url };
}

/** Returns the method and URL that a response belongs to, also one that middleware has created. */
export function requestLineOf(response: Pick<ApiResponse, "url">): RequestLine {
  if (response instanceof WireResponse) return response.line;
  const end = response.url.search(/[?#]/);
  return { method: "Request", url: end < 0 ? response.url : response.url.slice(0, end) };
}
