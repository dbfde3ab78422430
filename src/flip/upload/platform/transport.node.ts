import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import { isCertificateFault } from "../../../http/send/network-failure.ts";
import {
  longestAnswerBytes,
  type Transport,
  TransportFailure,
  type UploadAnswer,
  type UploadBody,
  type UploadLimits,
  type UploadRequest,
} from "../transport.ts";
import { BufferPool, largeBytes } from "./buffer-pool.node.ts";
import { PieceSize } from "./piece-size.node.ts";

/** Sends over `node:http` and `node:https`, on connections that are kept open. */
export function createTransport(limits: UploadLimits): Transport {
  const agents = new Map<string, Agent>();
  const shared = { limits, buffers: new BufferPool(), pieceSize: new PieceSize(largeBytes) };
  return {
    async send(request) {
      return sendOnce(request, agentFor(agents, request.url), shared);
    },
    close() {
      for (const agent of agents.values()) agent.destroy();
      agents.clear();
    },
  };
}

/** Loaded with the first upload: most programs that import the package send none. */
function moduleFor(url: string): typeof import("node:http") {
  const name = url.startsWith("https:") ? "node:https" : "node:http";
  return process.getBuiltinModule(name) as typeof import("node:http");
}

function agentFor(agents: Map<string, Agent>, url: string): Agent {
  const { protocol } = new URL(url);
  const agent = agents.get(protocol) ?? new (moduleFor(url).Agent)({ keepAlive: true });
  agents.set(protocol, agent);
  return agent;
}

/** What all requests of a transport share. */
interface Shared {
  readonly limits: UploadLimits;
  readonly buffers: BufferPool;
  readonly pieceSize: PieceSize;
}

function sendOnce(request: UploadRequest, agent: Agent, shared: Shared): Promise<UploadAnswer> {
  return new Promise((resolve, reject) => {
    request.signal.throwIfAborted();
    const { method, url, body } = request;
    const length = body === undefined ? 0 : body.end - body.start;
    const outgoing = moduleFor(url).request(url, {
      method,
      agent,
      headers: {
        ...request.headers,
        "Accept-Encoding": "identity",
        ...(method === "PUT" && { "Content-Length": length }),
      },
    });
    const exchange = new Exchange(outgoing, request, shared, { resolve, reject });
    exchange.begin(body);
  });
}

interface Settle {
  resolve: (answer: UploadAnswer) => void;
  reject: (reason: unknown) => void;
}

/** One request and its answer: the first of answer, failure, time-out and abort decides. */
class Exchange {
  readonly #outgoing: ClientRequest;
  readonly #request: UploadRequest;
  readonly #shared: Shared;
  readonly #settle: Settle;
  #timer: NodeJS.Timeout | undefined;
  #isSettled = false;
  #isAnswered = false;

  constructor(outgoing: ClientRequest, request: UploadRequest, shared: Shared, settle: Settle) {
    this.#outgoing = outgoing;
    this.#request = request;
    this.#shared = shared;
    this.#settle = settle;
  }

  begin(body: UploadBody | undefined): void {
    this.#request.signal.addEventListener("abort", this.#abort);
    this.#outgoing.on("error", (cause: NodeJS.ErrnoException) => this.#fail(cause));
    this.#outgoing.on("response", (incoming) => {
      this.#receive(incoming).catch((cause: unknown) => this.#reject(cause));
    });
    this.#limit(this.#shared.limits.connectMs, "no connection");
    this.#outgoing.on("socket", (socket) => {
      if (!socket.connecting) this.#limitStall();
      else socket.once("connect", () => this.#limitStall());
    });
    if (body === undefined) this.#outgoing.end(() => this.#limitAnswer());
    else this.#write(body).catch((cause: unknown) => this.#reject(cause));
  }

  /** Fills a buffer again and again. While the network takes it, others read. */
  async #write({ source, start, end }: UploadBody): Promise<void> {
    const { buffers } = this.#shared;
    const buffer = buffers.take();
    let isFree = false;
    try {
      for (let place = start; place < end && !this.#isOver; place += buffer.length) {
        const until = Math.min(place + buffer.length, end);
        await this.#hand(await source.read(place, until, buffer));
      }
      isFree = !this.#isOver;
    } finally {
      buffers.giveBack(buffer, { isFree });
    }
    if (!this.#isOver) this.#outgoing.end(() => this.#limitAnswer());
  }

  /** Whether the rest need not be sent. An answer may come early: then it is what counts. */
  get #isOver(): boolean {
    return this.#isSettled || this.#isAnswered;
  }

  async #hand(bytes: Uint8Array): Promise<void> {
    const { pieceSize } = this.#shared;
    for (let place = 0; place < bytes.length && !this.#isOver; ) {
      const piece = bytes.subarray(place, place + pieceSize.bytes);
      const handedAt = performance.now();
      await this.#handPiece(piece);
      pieceSize.succeed(performance.now() - handedAt);
      place += piece.length;
    }
  }

  #handPiece(piece: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#outgoing.write(piece, (error) => {
        if (error) return reject(error);
        if (!this.#isAnswered) this.#limitStall();
        if (!this.#isSettled) this.#request.onSent(piece.length);
        resolve();
      });
    });
  }

  async #receive(incoming: IncomingMessage): Promise<void> {
    this.#isAnswered = true;
    this.#limitAnswer();
    const encoding = incoming.headers["content-encoding"] ?? "identity";
    if (encoding !== "identity") throw new TransportFailure(`The answer is encoded as ${encoding}`);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > longestAnswerBytes) throw new TransportFailure("The answer is longer than 1 MiB");
      chunks.push(chunk);
    }
    const { statusCode: status = 0, headers } = incoming;
    const header = (name: string): string | undefined => headers[name]?.toString();
    const text = Buffer.concat(chunks).toString();
    // An early answer leaves a request half sent: its connection is of no more use.
    if (!this.#outgoing.writableFinished) this.#outgoing.destroy();
    this.#finish(() => this.#settle.resolve({ status, text, header }));
  }

  #limitStall(): void {
    this.#limit(this.#shared.limits.stallMs, "the network took nothing");
  }

  #limitAnswer(): void {
    this.#limit(this.#shared.limits.answerMs, "no answer");
  }

  #limit(milliseconds: number, problem: string): void {
    clearTimeout(this.#timer);
    if (this.#isSettled) return;
    this.#timer = setTimeout(() => {
      this.#reject(new TransportFailure(`Timed out after ${milliseconds} ms: ${problem}`));
    }, milliseconds);
  }

  readonly #abort = (): void => this.#reject(this.#request.signal.reason);

  #fail(cause: NodeJS.ErrnoException): void {
    if (this.#isAnswered) return; // What the answer says counts, not that sending on has failed.
    const { code = "", message } = cause;
    const isReset = code === "ECONNRESET" || code === "EPIPE";
    const isStale = isReset && this.#outgoing.reusedSocket;
    const isPermanent = isCertificateFault(code);
    this.#reject(new TransportFailure(code || message, { cause, isPermanent, isStale }));
  }

  #reject(reason: unknown): void {
    const failure =
      reason instanceof Error && "code" in reason && !(reason instanceof TransportFailure)
        ? new TransportFailure(String(reason.code), { cause: reason })
        : reason;
    this.#shared.pieceSize.fail();
    this.#finish(() => this.#settle.reject(failure));
    this.#outgoing.destroy();
  }

  #finish(settle: () => void): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    this.#request.signal.removeEventListener("abort", this.#abort);
    settle();
  }
}
