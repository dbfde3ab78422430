import { BodyReceiver } from "../body/receive-body.ts";
import type { AnswerHead, RequestHead } from "./http/message-head.ts";
import { toHeaders } from "./http/message-head.ts";
import { KeptBody } from "./kept-body.ts";

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
