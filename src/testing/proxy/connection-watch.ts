import { frameAnswer, frameRequest } from "./body-framing.ts";
import { Exchange } from "./exchange.ts";
import {
  type AnswerHead,
  type RequestHead,
  readAnswerHead,
  readRequestHead,
} from "./message-head.ts";
import { MessageReader, type Piece } from "./message-reader.ts";

/** Who ended a connection. */
export type Side = "client" | "upstream";

/** Is told what passes. */
export interface TrafficObserver {
  /** An exchange is complete, or its answer is and the rest of the request will not come. */
  finished(exchange: Exchange): void;
  /** The connection broke in the middle of an exchange. */
  broken(exchange: Exchange, by: Side, reason: string): void;
  /** Something passes that is not understood. */
  unreadable(reason: string, request: RequestHead | undefined): void;
}

/** Follows what passes on a connection, and finds which answer belongs to which request. */
export class ConnectionWatch {
  readonly requests: MessageReader<RequestHead>;
  readonly answers: MessageReader<AnswerHead>;
  readonly #observer: TrafficObserver;
  /** Not answered yet, in the order of the requests. */
  readonly #waiting: Exchange[] = [];
  #arriving: Exchange | undefined;
  #answered: Exchange | undefined;
  #count = 0;
  #isBlind = false;
  #whenIdle: (() => void) | undefined;

  constructor(observer: TrafficObserver) {
    this.#observer = observer;
    this.requests = new MessageReader({
      readHead: readRequestHead,
      frame: ({ fields }) => frameRequest(fields),
    });
    this.answers = new MessageReader({
      readHead: readAnswerHead,
      frame: (head) => {
        const isSwitching = head.status === 101;
        return isSwitching ? undefined : frameAnswer(head, this.#nextMethod());
      },
    });
  }

  /** A piece of the client's. */
  request(piece: Piece<RequestHead>): void {
    if (piece.type === "head") {
      this.#count += 1;
      this.#arriving = new Exchange(piece.head);
      this.#waiting.push(this.#arriving);
    } else if (piece.type === "content") this.#arriving?.requestBody.write(piece.bytes);
    else if (piece.type === "unreadable") this.#goBlind(piece.reason, this.#arriving?.request);
    else if (piece.type === "end" && this.#arriving !== undefined) {
      this.#arriving.isReceived = true;
      this.#settle(this.#arriving);
      this.#arriving = undefined;
    }
  }

  /** A piece of the upstream's. */
  answer(piece: Piece<AnswerHead>): void {
    if (piece.type === "head") this.#startAnswer(piece.head);
    else if (piece.type === "content") this.#answered?.answerBody.write(piece.bytes);
    else if (piece.type === "unreadable") this.#goBlind(piece.reason, this.#waiting[0]?.request);
    else if (piece.type === "end") this.#endAnswer();
  }

  /** Nothing more will pass. */
  end(by: Side, reason: string): void {
    if (this.answers.endsWithConnection && by === "upstream") this.#endAnswer();
    if (this.#arriving?.isAnswered) this.#observer.finished(this.#arriving);
    this.#arriving = undefined;
    for (const exchange of this.#waiting.splice(0)) {
      // An idle connection may be closed while a request is on its way: that is nobody's fault.
      const isLate = by === "upstream" && this.#count > 1 && exchange.answer === undefined;
      if (!this.#isBlind) this.#observer.broken(exchange, isLate ? "client" : by, reason);
    }
  }

  /** Gives up what has not been answered. */
  forget(): void {
    this.#waiting.length = 0;
    this.#arriving = undefined;
  }

  /** Waits until all requests have been answered. */
  whenIdle(action: () => void): void {
    if (this.#waiting.length === 0) action();
    else this.#whenIdle = action;
  }

  #nextMethod(): string {
    return this.#waiting[0]?.request.method ?? "GET";
  }

  #startAnswer(head: AnswerHead): void {
    const [exchange] = this.#waiting;
    if (head.status < 200 || exchange === undefined) return;
    exchange.answer = head;
    this.#answered = exchange;
  }

  #endAnswer(): void {
    const exchange = this.#answered;
    if (exchange === undefined) return;
    this.#answered = undefined;
    this.#waiting.shift();
    exchange.isAnswered = true;
    this.#settle(exchange);
    if (this.#waiting.length === 0) this.#whenIdle?.();
  }

  #settle(exchange: Exchange): void {
    if (exchange.isReceived && exchange.isAnswered) this.#observer.finished(exchange);
  }

  #goBlind(reason: string, request: RequestHead | undefined): void {
    if (!this.#isBlind) this.#observer.unreadable(reason, request);
    this.#isBlind = true;
  }
}
