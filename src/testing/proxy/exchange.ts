import { BodyReceiver } from "../exchange/receive-body.ts";
import { type AnswerHead, type RequestHead, toHeaders } from "./message-head.ts";

/** Longest JSON and longest form that are compared with the spec. */
export const longestCheckedBytes: number = 10 * 1024 * 1024;

/** A request and its answer while they pass. */
export class Exchange {
  readonly request: RequestHead;
  readonly requestBody: BodyReceiver;
  readonly startedAt: Date = new Date();
  /** Whether the whole request has passed. */
  isReceived: boolean = false;
  /** The final one: answers in between (1xx) are not kept. */
  answer: AnswerHead | undefined;
  readonly answerBody: KeptBody = new KeptBody(longestCheckedBytes);
  /** Whether the whole answer has passed. */
  isAnswered: boolean = false;

  constructor(request: RequestHead) {
    this.request = request;
    const { "content-type": contentType } = toHeaders(request.fields);
    this.requestBody = new BodyReceiver(contentType, longestCheckedBytes);
  }
}

/** The bytes of a body, as long as they are not too many. */
export class KeptBody {
  readonly #longestBytes: number;
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(longestBytes: number) {
    this.#longestBytes = longestBytes;
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
    return this.#size > this.#longestBytes;
  }

  /** Empty when they are too many. */
  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}
