import { HttpError, NetworkError, type RequestLine } from "../errors.ts";
import {
  type ApiResponse,
  type ResponseHeaders,
  readAll,
  type UnreadBody,
} from "../transport/response.ts";
import type { TransportError, TransportResponse } from "../transport/transport.ts";
import { JsonDepthError, parseJson } from "../wire/parse-json.ts";

/**
 * The response to a request, as callers see it.
 *
 * Replaces the platform's `Response`, which rejects statuses such as 612 and takes several microseconds
 * to create. A body that has been received can be read any number of times.
 */
export class WireResponse implements ApiResponse, RequestLine {
  readonly status: number;
  readonly ok: boolean;
  readonly statusText: string;
  readonly headers: ResponseHeaders;
  /** Method of the request. */
  readonly method: string;
  /** URL of the request, without its query: it may hold a signature. */
  readonly url: string;
  #body: Uint8Array | UnreadBody;
  #reading: Promise<Uint8Array> | undefined;
  #stream: ReadableStream<Uint8Array> | undefined;

  constructor({ method, url }: RequestLine, response: TransportResponse) {
    const { status } = response;
    this.status = status;
    this.ok = status >= 200 && status < 300;
    this.statusText = response.statusText;
    this.headers = response.headers;
    this.method = method;
    this.url = url;
    this.#body = response.body;
  }

  /** The body as text. Fails for an unread one: whoever expects text must not wait for the end of a video. */
  get receivedText(): string {
    if (this.#body instanceof Uint8Array) return decode(this.#body);
    this.#body.cancel();
    throw new HttpError(this, this, undefined, notJson);
  }

  async json(): Promise<unknown> {
    const text = this.receivedText;
    try {
      // Some servers send a space or a line break for an empty body.
      return text.trim() ? parseJson(text) : undefined;
    } catch (error) {
      const isTooDeep = error instanceof JsonDepthError;
      const problem = isTooDeep ? "with JSON that is nested too deeply" : notJson;
      throw new HttpError(this, this, text, problem);
    }
  }

  async text(): Promise<string> {
    return this.receivedText;
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.blob()).arrayBuffer();
  }

  async blob(): Promise<Blob> {
    if (!(this.#body instanceof Uint8Array)) {
      this.#reading ??= readAll(this.#body).catch((cause) => throwBodyError(this, cause));
      this.#body = await this.#reading;
    }
    return new Blob([this.#body.slice()], { type: this.headers.get("content-type") ?? "" });
  }

  /** The body as a stream; `null` when it is empty. A binary body has a single one, which is read once. */
  get body(): ReadableStream<Uint8Array> | null {
    const body = this.#body;
    if (body instanceof Uint8Array) {
      return body.length === 0 ? null : new Blob([body.slice()]).stream();
    }
    const pull = async (controller: ReadableStreamDefaultController): Promise<void> => {
      const chunk = await body.next().catch((cause) => throwBodyError(this, cause));
      if (chunk === undefined) controller.close();
      else controller.enqueue(chunk);
    };
    // Nothing is read in advance: blob() is possible until the stream is read.
    this.#stream ??= new ReadableStream(
      { pull, cancel: () => body.cancel() },
      { highWaterMark: 0 },
    );
    return this.#stream;
  }

  /** Returns this response: its body can be read again, except as a stream. */
  clone(): this {
    return this;
  }
}

/** Throws the error for an unread body that could not be read. */
function throwBodyError(response: WireResponse, { failure, message }: TransportError): never {
  throw failure === "size"
    ? new HttpError(response, response, undefined, message)
    : new NetworkError(response, undefined, "the response was cut off");
}

const notJson = "with a body that is not JSON";

let decoder: TextDecoder | undefined;

function decode(bytes: Uint8Array): string {
  decoder ??= new TextDecoder();
  return decoder.decode(bytes);
}
