import type { ClientRequest, IncomingMessage } from "node:http";
import { isCertificateFault } from "../../../http/send/network-failure.ts";
import {
  TransportFailure,
  type UploadAnswer,
  type UploadBody,
  type UploadLimits,
  type UploadRequest,
} from "../transport.ts";
import type { Abortable } from "./abort-groups.node.ts";
import type { BufferPool } from "./buffer-pool.node.ts";
import { Patience } from "./patience.node.ts";
import type { PieceSize } from "./piece-size.node.ts";
import { readAnswer } from "./read-answer.node.ts";

/** What all exchanges of a transport share. */
export interface ExchangeTools {
  readonly limits: UploadLimits;
  readonly buffers: BufferPool;
  readonly pieceSize: PieceSize;
}

/** One request and its answer: the first of answer, failure, time-out and abort decides. */
export class Exchange implements Abortable {
  readonly answer: Promise<UploadAnswer>;
  readonly #outgoing: ClientRequest;
  readonly #request: UploadRequest;
  readonly #tools: ExchangeTools;
  readonly #patience: Patience;
  #settle = (_: UploadAnswer | Promise<never>): void => {};
  #isSettled = false;
  #isAnswered = false;

  constructor(outgoing: ClientRequest, request: UploadRequest, tools: ExchangeTools) {
    this.#outgoing = outgoing;
    this.#request = request;
    this.#tools = tools;
    this.#patience = new Patience(tools.limits, this.abort);
    this.answer = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#begin();
  }

  #begin(): void {
    const { body } = this.#request;
    this.#outgoing.on("error", this.#failToSend);
    this.#outgoing.on("response", this.#receive);
    this.#outgoing.on("socket", (socket) => {
      if (socket.connecting) socket.once("connect", () => this.#patience.connect());
      else this.#patience.connect();
    });
    if (body === undefined) this.#end();
    else this.#write(body).catch(this.#failToSend);
  }

  /** Fills a buffer again and again. While the network takes it, others read. */
  async #write({ source, start, end }: UploadBody): Promise<void> {
    const { buffers } = this.#tools;
    const buffer = buffers.take();
    let isFree = false;
    try {
      for (let place = start; place < end && !this.#isOver; place += buffer.length) {
        this.#patience.read();
        const until = Math.min(place + buffer.length, end);
        await this.#hand(await source.read(place, until, buffer));
      }
      isFree = !this.#isOver;
    } finally {
      buffers.giveBack(buffer, { isFree });
    }
    if (!this.#isOver) this.#end();
  }

  async #hand(bytes: Uint8Array): Promise<void> {
    const { pieceSize } = this.#tools;
    for (let place = 0; place < bytes.length && !this.#isOver; ) {
      const piece = bytes.subarray(place, place + pieceSize.bytes);
      const handedAt = performance.now();
      await this.#handPiece(piece);
      pieceSize.succeed(performance.now() - handedAt);
      place += piece.length;
    }
  }

  #handPiece(piece: Uint8Array): Promise<void> {
    this.#patience.send();
    return new Promise((resolve, reject) => {
      this.#outgoing.write(piece, (error) => {
        if (error) return reject(error);
        this.#patience.send();
        if (!this.#isSettled) this.#request.onSent(piece.length);
        resolve();
      });
    });
  }

  #end(): void {
    this.#outgoing.end(() => this.#patience.answer());
  }

  /** Whether the rest need not be sent. An answer may come early: then it is what counts. */
  get #isOver(): boolean {
    return this.#isSettled || this.#isAnswered;
  }

  readonly #receive = (incoming: IncomingMessage): void => {
    this.#isAnswered = true;
    this.#patience.answer();
    readAnswer(incoming).then(this.#resolve, this.#fail);
  };

  readonly #resolve = (answer: UploadAnswer): void => {
    // An early answer leaves a request half sent: its connection is of no more use.
    if (!this.#outgoing.writableFinished) this.#outgoing.destroy();
    this.#finish(answer);
  };

  /** Once there is an answer, what it says counts, not that sending on has failed. */
  readonly #failToSend = (cause: unknown): void => {
    if (!this.#isAnswered) this.#fail(cause);
  };

  readonly #fail = (cause: unknown): void => {
    const { code } = cause as NodeJS.ErrnoException;
    this.abort(code === undefined ? cause : this.#toFailure(code, cause));
  };

  #toFailure(code: string, cause: unknown): TransportFailure {
    const isReset = code === "ECONNRESET" || code === "EPIPE";
    const isStale = isReset && this.#outgoing.reusedSocket;
    return new TransportFailure(code, { cause, isStale, isPermanent: isCertificateFault(code) });
  }

  /** Ends it with this reason, and closes its connection. */
  readonly abort = (reason: unknown): void => {
    if (this.#isSettled) return;
    this.#tools.pieceSize.fail();
    this.#outgoing.destroy();
    this.#finish(Promise.reject(reason));
  };

  #finish(outcome: UploadAnswer | Promise<never>): void {
    this.#isSettled = true;
    this.#patience.end();
    this.#settle(outcome);
  }
}
