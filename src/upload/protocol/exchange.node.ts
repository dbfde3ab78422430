import type { ClientRequest, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { isCertificateFault } from "../../http/send/network-failure.ts";
import type { BufferPool, PieceSize } from "./buffers.node.ts";
import { Patience } from "./patience.node.ts";
import type { Endable, UnderWay } from "./transport.node.ts";
import {
  longestAnswerBytes,
  TransportFailure,
  type UploadAnswer,
  type UploadBody,
  type UploadLimits,
  type UploadRequest,
} from "./transport.ts";

/** What all exchanges of a transport share. */
interface ExchangeTools {
  readonly limits: UploadLimits;
  readonly buffers: BufferPool;
  readonly pieceSize: PieceSize;
  readonly underWay: UnderWay;
}

/** One request and its answer: the first of answer, failure, time-out and abort decides. */
export class Exchange implements Endable {
  readonly answer: Promise<UploadAnswer>;
  readonly signal: AbortSignal;
  readonly #outgoing: ClientRequest;
  readonly #onSent: UploadRequest["onSent"];
  readonly #tools: ExchangeTools;
  readonly #patience: Patience;
  #settle = (_: UploadAnswer | Promise<never>): void => {};
  #isSettled = false;
  #isAnswered = false;

  constructor(outgoing: ClientRequest, { signal, onSent }: UploadRequest, tools: ExchangeTools) {
    this.signal = signal;
    this.#outgoing = outgoing;
    this.#onSent = onSent;
    this.#tools = tools;
    this.#patience = new Patience(tools.limits);
    this.answer = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  begin(body: UploadBody | undefined): void {
    this.#tools.underWay.add(this);
    this.#outgoing.on("error", (cause) => this.#failToSend(cause));
    this.#outgoing.on("response", (incoming) => this.#receive(incoming));
    this.#outgoing.on("socket", (socket) => this.#connect(socket));
    if (body === undefined) this.#end();
    else this.#write(body).catch((cause) => this.#failToSend(cause));
  }

  checkTime(now: number): void {
    const failure = this.#patience.failureAt(now);
    if (failure !== undefined) this.end(failure);
  }

  end(reason: unknown): void {
    if (this.#isSettled) return;
    this.#tools.pieceSize.fail();
    this.#outgoing.destroy();
    this.#finish(Promise.reject(reason));
  }

  #connect(socket: Socket): void {
    if (socket.connecting) socket.once("connect", () => this.#patience.connect());
    else this.#patience.connect();
  }

  /** Fills a buffer again and again. While the network takes it, others read. */
  async #write({ source, start, end }: UploadBody): Promise<void> {
    const { buffers, pieceSize } = this.#tools;
    const buffer = buffers.take();
    let isFree = false;
    try {
      for (let place = start; place < end && !this.#isOver; place += buffer.length) {
        this.#patience.read();
        const bytes = await source.read(place, Math.min(place + buffer.length, end), buffer);
        for (let given = 0; given < bytes.length && !this.#isOver; ) {
          const piece = bytes.subarray(given, given + pieceSize.bytes);
          await this.#hand(piece);
          given += piece.length;
        }
      }
      isFree = !this.#isOver;
    } finally {
      buffers.giveBack(buffer, { isFree });
    }
    if (!this.#isOver) this.#end();
  }

  #hand(piece: Uint8Array): Promise<void> {
    const handedAt = performance.now();
    this.#patience.send();
    return new Promise((resolve, reject) => {
      this.#outgoing.write(piece, (error) => {
        if (error) return reject(error);
        this.#patience.send();
        this.#tools.pieceSize.succeed(performance.now() - handedAt);
        if (!this.#isSettled) this.#onSent(piece.length);
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

  #receive(incoming: IncomingMessage): void {
    this.#isAnswered = true;
    this.#patience.answer();
    readAnswer(incoming).then(
      (answer) => this.#succeed(answer),
      (cause) => this.#fail(cause),
    );
  }

  #succeed(answer: UploadAnswer): void {
    // An early answer leaves a request half sent: its connection is of no more use.
    if (!this.#outgoing.writableFinished) this.#outgoing.destroy();
    if (!this.#isSettled) this.#finish(answer);
  }

  /** Once there is an answer, what it says counts, not that sending on has failed. */
  #failToSend(cause: unknown): void {
    if (!this.#isAnswered) this.#fail(cause);
  }

  #fail(cause: unknown): void {
    const { code } = cause as NodeJS.ErrnoException;
    this.end(code === undefined ? cause : this.#toFailure(code, cause));
  }

  #toFailure(code: string, cause: unknown): TransportFailure {
    const isReset = code === "ECONNRESET" || code === "EPIPE";
    const isStale = isReset && this.#outgoing.reusedSocket;
    return new TransportFailure(code, { cause, isStale, isPermanent: isCertificateFault(code) });
  }

  #finish(outcome: UploadAnswer | Promise<never>): void {
    this.#isSettled = true;
    this.#tools.underWay.delete(this);
    this.#settle(outcome);
  }
}

/**
 * Reads an answer as a whole. Fails with what the connection says when it is cut off.
 *
 * @throws {TransportFailure} When it is encoded, or too long.
 */
function readAnswer(incoming: IncomingMessage): Promise<UploadAnswer> {
  return new Promise((resolve, reject) => {
    const { statusCode: status = 0, headers } = incoming;
    const header = (name: string): string | undefined => headers[name]?.toString();
    const encoding = header("content-encoding") ?? "identity";
    if (encoding !== "identity") {
      throw new TransportFailure(`The answer is encoded as ${encoding}`);
    }
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on("error", reject);
    incoming.on("end", () => resolve({ status, header, text: Buffer.concat(chunks).toString() }));
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= longestAnswerBytes) return;
      incoming.pause();
      reject(new TransportFailure("The answer is longer than 1 MiB"));
    });
  });
}
