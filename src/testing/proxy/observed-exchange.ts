import type { RequestHead, ResponseHead } from "./message-head.ts";
import { ProxiedExchange } from "./proxied-exchange.ts";

/**
 * Receives an exchange that has ended, completely or not. Called once for each.
 *
 * @param requestRead - Resolves when the request has been read.
 */
export type EndOfExchange = (exchange: ProxiedExchange, requestRead: Promise<void>) => void;

/** Follows one exchange of a client in this process. */
export class ObservedExchange {
  readonly #exchange: ProxiedExchange;
  readonly #onEnd: EndOfExchange;
  #hasEnded = false;
  #requestRead: Promise<void> = Promise.resolve();

  constructor(head: RequestHead, onEnd: EndOfExchange) {
    this.#exchange = new ProxiedExchange(head);
    this.#onEnd = onEnd;
  }

  /** Takes a copy of bytes of the request body: the client may use their memory again. */
  sending(chunk: Uint8Array): void {
    this.#exchange.requestBody.write(Buffer.from(chunk));
  }

  /** Records that the whole request has been passed on. */
  sent(): void {
    this.#exchange.isReceived = true;
  }

  /** Reads a copy of the request body. If it cannot be read, the request is not checked. */
  copyRequest(copy: ReadableStream<Uint8Array>): void {
    this.#requestRead = this.#readCopy(copy).catch(() => {});
  }

  /** Takes the head of the response. */
  responding(head: ResponseHead): void {
    this.#exchange.response = head;
  }

  /** Takes a copy of bytes of the response body. */
  receiving(chunk: Uint8Array): void {
    this.#exchange.responseBody.write(Buffer.from(chunk));
  }

  /** Ends the exchange: the whole response has arrived. */
  received(): void {
    this.#exchange.hasResponded = true;
    this.end();
  }

  /** Ends the exchange. What has not arrived completely is not checked. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#onEnd(this.#exchange, this.#requestRead);
  }

  async #readCopy(copy: ReadableStream<Uint8Array>): Promise<void> {
    for await (const chunk of copy) this.sending(chunk);
    this.sent();
  }
}
