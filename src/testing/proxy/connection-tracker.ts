import {
  parseRequestHead,
  parseResponseHead,
  type RequestHead,
  type ResponseHead,
  requestFraming,
  responseFraming,
} from "./message-head.ts";
import { MessageReader, type MessageSegment } from "./message-reader.ts";
import { ProxiedExchange } from "./proxied-exchange.ts";

/** One end of the proxied connection. */
export type ConnectionSide = "client" | "upstream";

/** Receives the events of the traffic on a connection. */
export interface TrafficListener {
  /** Called when an exchange is complete, or its response is and the rest of the request will not arrive. */
  finished(exchange: ProxiedExchange): void;
  /** Called when the connection broke in the middle of an exchange. */
  broken(exchange: ProxiedExchange, by: ConnectionSide, reason: string): void;
  /** Called when bytes cannot be parsed. They are passed on. */
  unreadable(reason: string, request: RequestHead | undefined): void;
}

/** Follows the traffic on a connection and matches responses with requests. */
export class ConnectionTracker {
  readonly requests: MessageReader<RequestHead>;
  readonly responses: MessageReader<ResponseHead>;
  readonly #listener: TrafficListener;
  /** Exchanges without a complete response, in the order of the requests. */
  readonly #awaitingResponse: ProxiedExchange[] = [];
  #incoming: ProxiedExchange | undefined;
  #responding: ProxiedExchange | undefined;
  #count = 0;
  #isUntracked = false;
  #whenIdle: (() => void) | undefined;

  constructor(listener: TrafficListener) {
    this.#listener = listener;
    this.requests = new MessageReader({
      readHead: parseRequestHead,
      frame: ({ fields }) => requestFraming(fields),
    });
    this.responses = new MessageReader({
      readHead: parseResponseHead,
      frame: (head) => {
        const isSwitching = head.status === 101;
        return isSwitching ? undefined : responseFraming(head, this.#nextMethod());
      },
    });
  }

  /** Takes a segment that the client has sent. */
  request(segment: MessageSegment<RequestHead>): void {
    if (segment.type === "head") {
      this.#count += 1;
      this.#incoming = new ProxiedExchange(segment.head);
      this.#awaitingResponse.push(this.#incoming);
    } else if (segment.type === "content") this.#incoming?.requestBody.write(segment.bytes);
    else if (segment.type === "unreadable") {
      this.#stopTracking(segment.reason, this.#incoming?.request);
    } else if (segment.type === "end" && this.#incoming !== undefined) {
      this.#incoming.isReceived = true;
      this.#settle(this.#incoming);
      this.#incoming = undefined;
    }
  }

  /** Takes a segment that the upstream has sent. */
  response(segment: MessageSegment<ResponseHead>): void {
    if (segment.type === "head") this.#startResponse(segment.head);
    else if (segment.type === "content") this.#responding?.responseBody.write(segment.bytes);
    else if (segment.type === "unreadable") {
      this.#stopTracking(segment.reason, this.#awaitingResponse[0]?.request);
    } else if (segment.type === "end") this.#endResponse();
  }

  /** Ends the tracking: the connection has ended. */
  end(by: ConnectionSide, reason: string): void {
    if (this.responses.endsWithConnection && by === "upstream") this.#endResponse();
    if (this.#incoming?.hasResponded) this.#listener.finished(this.#incoming);
    this.#incoming = undefined;
    for (const exchange of this.#awaitingResponse.splice(0)) {
      // An idle connection may be closed while a request is in flight: that is not a failure.
      const isLate = by === "upstream" && this.#count > 1 && exchange.response === undefined;
      if (!this.#isUntracked) this.#listener.broken(exchange, isLate ? "client" : by, reason);
    }
  }

  /** Drops the exchanges without a response. */
  forget(): void {
    this.#awaitingResponse.length = 0;
    this.#incoming = undefined;
  }

  /** Calls a function once all requests have a response. */
  whenIdle(action: () => void): void {
    if (this.#awaitingResponse.length === 0) action();
    else this.#whenIdle = action;
  }

  #nextMethod(): string {
    return this.#awaitingResponse[0]?.request.method ?? "GET";
  }

  #startResponse(head: ResponseHead): void {
    const [exchange] = this.#awaitingResponse;
    if (head.status < 200 || exchange === undefined) return;
    exchange.response = head;
    this.#responding = exchange;
  }

  #endResponse(): void {
    const exchange = this.#responding;
    if (exchange === undefined) return;
    this.#responding = undefined;
    this.#awaitingResponse.shift();
    exchange.hasResponded = true;
    this.#settle(exchange);
    if (this.#awaitingResponse.length === 0) this.#whenIdle?.();
  }

  #settle(exchange: ProxiedExchange): void {
    if (exchange.isReceived && exchange.hasResponded) this.#listener.finished(exchange);
  }

  #stopTracking(reason: string, request: RequestHead | undefined): void {
    if (!this.#isUntracked) this.#listener.unreadable(reason, request);
    this.#isUntracked = true;
  }
}
