import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import {
  longestAnswerBytes,
  type Transport,
  TransportFailure,
  type UploadAnswer,
  type UploadBody,
  type UploadLimits,
  type UploadRequest,
} from "../transport.ts";

/** Bytes that are read and handed to the socket at a time. Two such pieces are held per request. */
const pieceBytes = 512 * 1024;

const certificateFault = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/;

/** Sends over `node:http` and `node:https`, on connections that are kept open. */
export function createTransport(limits: UploadLimits): Transport {
  const agents = new Map<string, Agent>();
  return {
    async send(request) {
      return sendOnce(request, agentFor(agents, request.url), limits);
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

function sendOnce(
  request: UploadRequest,
  agent: Agent,
  limits: UploadLimits,
): Promise<UploadAnswer> {
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
    const exchange = new Exchange(outgoing, request, limits, { resolve, reject });
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
  readonly #limits: UploadLimits;
  readonly #settle: Settle;
  #timer: NodeJS.Timeout | undefined;
  #isSettled = false;
  #isAnswered = false;

  constructor(
    outgoing: ClientRequest,
    request: UploadRequest,
    limits: UploadLimits,
    settle: Settle,
  ) {
    this.#outgoing = outgoing;
    this.#request = request;
    this.#limits = limits;
    this.#settle = settle;
  }

  begin(body: UploadBody | undefined): void {
    this.#request.signal.addEventListener("abort", this.#abort);
    this.#outgoing.on("error", (cause: NodeJS.ErrnoException) => this.#fail(cause));
    this.#outgoing.on("response", (incoming) => {
      this.#receive(incoming).catch((cause: unknown) => this.#reject(cause));
    });
    this.#limit(this.#limits.connectMs, "no connection");
    this.#outgoing.on("socket", (socket) => {
      if (!socket.connecting) this.#limitStall();
      else socket.once("connect", () => this.#limitStall());
    });
    if (body === undefined) this.#outgoing.end(() => this.#limitAnswer());
    else this.#write(body).catch((cause: unknown) => this.#reject(cause));
  }

  /** Reads the next piece while the socket takes the last one. */
  async #write({ source, start, end }: UploadBody): Promise<void> {
    const size = Math.min(pieceBytes, end - start);
    const buffers = [new Uint8Array(size), new Uint8Array(Math.min(size, end - start))];
    let taken: Promise<void> = Promise.resolve();
    for (let place = start, turn = 0; place < end; place += pieceBytes, turn ^= 1) {
      const until = Math.min(place + pieceBytes, end);
      const piece = await source.read(place, until, buffers[turn] as Uint8Array);
      await taken;
      // The answer came early: what it says counts, and the rest need not be sent.
      if (this.#isSettled || this.#isAnswered) return;
      taken = this.#hand(piece);
      taken.catch(() => {}); // Awaited at the next turn; the request's error says why.
    }
    await taken;
    if (!this.#isSettled) this.#outgoing.end(() => this.#limitAnswer());
  }

  #hand(piece: Uint8Array): Promise<void> {
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
    this.#limit(this.#limits.stallMs, "the network took nothing");
  }

  #limitAnswer(): void {
    this.#limit(this.#limits.answerMs, "no answer");
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
    const isPermanent = certificateFault.test(code);
    this.#reject(new TransportFailure(code || message, { cause, isPermanent, isStale }));
  }

  #reject(reason: unknown): void {
    const failure =
      reason instanceof Error && "code" in reason && !(reason instanceof TransportFailure)
        ? new TransportFailure(String(reason.code), { cause: reason })
        : reason;
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
