import { BodyReceiver } from "../exchange/receive-body.ts";
import { type RequestHead, type ResponseHead, toHeaders } from "./message-head.ts";

/** Maximum length of JSON and of forms that are compared with the spec. */
export const maxCheckedBytes: number = 10 * 1024 * 1024;

/** A request and its response, as far as they have passed. */
export class ProxiedExchange {
  readonly request: RequestHead;
  readonly requestBody: BodyReceiver;
  readonly startedAt: Date = new Date();
  /** Whether the whole request has passed. */
  isReceived: boolean = false;
  /** Head of the final response: interim responses (1xx) are ignored. */
  response: ResponseHead | undefined;
  readonly responseBody: BodyBuffer = new BodyBuffer(maxCheckedBytes);
  /** Whether the whole response has passed. */
  hasResponded: boolean = false;

  constructor(request: RequestHead) {
    this.request = request;
    const { "content-type": contentType } = toHeaders(request.fields);
    this.requestBody = new BodyReceiver(contentType, maxCheckedBytes);
  }
}

/** Buffers a body up to a maximum length. */
export class BodyBuffer {
  readonly #maxBytes: number;
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  write(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.isTooLong) this.#chunks = [];
    else this.#chunks.push(chunk);
  }

  get size(): number {
    return this.#size;
  }

  get isTooLong(): boolean {
    return this.#size > this.#maxBytes;
  }

  /** The bytes of the body. Empty when it is too long. */
  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}
