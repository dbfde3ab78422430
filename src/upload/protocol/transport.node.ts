import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import type { Socket } from "node:net";
import { urlToHttpOptions } from "node:url";
import { isCertificateFault } from "../../http/send/network-failure.ts";
import { BufferPool, ChunkSize, largeBufferBytes } from "./buffers.node.ts";
import { type InFlightRequest, InFlightRequests, StallTimer } from "./in-flight-requests.node.ts";
import {
  maxResponseBytes,
  type Transport,
  type TransportBody,
  TransportError,
  type TransportRequest,
  type TransportResponse,
  type TransportTimeouts,
} from "./transport.ts";

/** Creates a transport over `node:http` and `node:https`, with connections that are kept alive. */
export function createTransport(timeouts: TransportTimeouts): Transport {
  const { connectMs, stallMs, answerMs } = timeouts;
  const context = {
    timeouts,
    buffers: new BufferPool(),
    chunkSize: new ChunkSize(largeBufferBytes),
    inFlight: new InFlightRequests(Math.min(connectMs, stallMs, answerMs) / 8),
  };
  const agents = new Map<string, Agent>();
  let target: Target | undefined;
  return {
    async send(request) {
      if (target?.url !== request.url) target = resolveTarget(request.url, agents);
      const exchange = new Exchange(dispatch(request, target), request, context);
      exchange.start(request.body);
      return exchange.response;
    },
    close() {
      context.inFlight.close();
      for (const agent of agents.values()) agent.destroy();
      agents.clear();
    },
  };
}

/** A parsed URL: thousands of parts go to the same one. */
interface Target {
  readonly url: string;
  readonly request: (options: RequestOptions) => ClientRequest;
  readonly options: RequestOptions;
}

function resolveTarget(url: string, agents: Map<string, Agent>): Target {
  const parsed = new URL(url);
  const { protocol } = parsed;
  const { hostname, port, path } = urlToHttpOptions(parsed);
  // Loaded with the first upload: most programs that import the package send none.
  const name = protocol === "https:" ? "node:https" : "node:http";
  const http = process.getBuiltinModule(name) as typeof import("node:http");
  const agent = agents.get(protocol) ?? new http.Agent({ keepAlive: true });
  agents.set(protocol, agent);
  return { url, request: http.request, options: { agent, hostname, port, path } };
}

/** Opens a request, whose body is sent later. */
function dispatch({ method, body, headers }: TransportRequest, target: Target): ClientRequest {
  const length = body === undefined ? 0 : body.end - body.start;
  return target.request({
    ...target.options,
    method,
    headers: {
      ...headers,
      "Accept-Encoding": "identity",
      ...(method === "PUT" && { "Content-Length": length }),
    },
  });
}

/** State that all requests of a transport share. */
interface ExchangeContext {
  readonly timeouts: TransportTimeouts;
  readonly buffers: BufferPool;
  readonly chunkSize: ChunkSize;
  readonly inFlight: InFlightRequests;
}

/** One request and its response. The first of response, failure, timeout and abort settles it. */
class Exchange implements InFlightRequest {
  readonly response: Promise<TransportResponse>;
  readonly signal: AbortSignal;
  readonly #request: ClientRequest;
  readonly #onSent: TransportRequest["onSent"];
  readonly #context: ExchangeContext;
  readonly #timer: StallTimer;
  #resolve = (_: TransportResponse | Promise<never>): void => {};
  #isSettled = false;
  #hasResponse = false;

  constructor(
    request: ClientRequest,
    { signal, onSent }: TransportRequest,
    context: ExchangeContext,
  ) {
    this.signal = signal;
    this.#request = request;
    this.#onSent = onSent;
    this.#context = context;
    this.#timer = new StallTimer(context.timeouts);
    this.response = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  start(body: TransportBody | undefined): void {
    this.#context.inFlight.track(this);
    this.#request.on("error", (cause) => this.#failToSend(cause));
    this.#request.on("response", (incoming) => this.#receive(incoming));
    this.#request.on("socket", (socket) => this.#watch(socket));
    if (body === undefined) this.#end();
    else this.#streamBody(body).catch((cause) => this.#failToSend(cause));
  }

  checkTimeout(now: number): void {
    const error = this.#timer.errorAt(now);
    if (error !== undefined) this.cancel(error);
  }

  cancel(reason: unknown): void {
    if (this.#isSettled) return;
    this.#context.chunkSize.reset();
    this.#request.destroy();
    this.#settle(Promise.reject(reason));
  }

  #watch(socket: Socket): void {
    if (socket.connecting) socket.once("connect", () => this.#timer.mark("connected"));
    else this.#timer.mark("connected");
  }

  /** Fills one buffer repeatedly. While the network takes it, other requests read. */
  async #streamBody({ source, start, end }: TransportBody): Promise<void> {
    const { buffers, chunkSize } = this.#context;
    const buffer = buffers.borrow();
    let isReusable = false;
    try {
      for (let position = start; position < end && !this.#isDone; position += buffer.length) {
        this.#timer.mark("reading");
        const bytes = await source.read(position, Math.min(position + buffer.length, end), buffer);
        for (let written = 0; written < bytes.length && !this.#isDone; ) {
          const chunk = bytes.subarray(written, written + chunkSize.bytes);
          await this.#writeChunk(chunk);
          written += chunk.length;
        }
      }
      isReusable = !this.#isDone;
    } finally {
      buffers.release(buffer, { isReusable });
    }
    if (!this.#isDone) this.#end();
  }

  #writeChunk(chunk: Uint8Array): Promise<void> {
    const writtenAt = performance.now();
    this.#timer.mark("writing");
    return new Promise((resolve, reject) => {
      this.#request.write(chunk, (error) => {
        if (error) return reject(error);
        this.#timer.mark("writing");
        this.#context.chunkSize.adjust(performance.now() - writtenAt);
        if (!this.#isSettled) this.#onSent(chunk.length);
        resolve();
      });
    });
  }

  #end(): void {
    this.#request.end(() => this.#timer.mark("receiving"));
  }

  /** Whether the rest of the body need not be sent: the exchange has settled, or a response has started. */
  get #isDone(): boolean {
    return this.#isSettled || this.#hasResponse;
  }

  #receive(incoming: IncomingMessage): void {
    this.#hasResponse = true;
    this.#timer.mark("receiving");
    collectResponse(incoming).then(
      (response) => this.#complete(response),
      (cause) => this.#fail(cause),
    );
  }

  #complete(response: TransportResponse): void {
    // After an early response the request is only half sent: its connection cannot be reused.
    if (!this.#request.writableFinished) this.#request.destroy();
    if (!this.#isSettled) this.#settle(response);
  }

  /** Fails, unless a response has started: then the response counts. */
  #failToSend(cause: unknown): void {
    if (!this.#hasResponse) this.#fail(cause);
  }

  #fail(cause: unknown): void {
    const { code } = cause as NodeJS.ErrnoException;
    this.cancel(code === undefined ? cause : this.#toTransportError(code, cause));
  }

  #toTransportError(code: string, cause: unknown): TransportError {
    const isReset = code === "ECONNRESET" || code === "EPIPE";
    const isStale = isReset && this.#request.reusedSocket;
    return new TransportError(code, { cause, isStale, isPermanent: isCertificateFault(code) });
  }

  #settle(outcome: TransportResponse | Promise<never>): void {
    this.#isSettled = true;
    this.#context.inFlight.untrack(this);
    this.#resolve(outcome);
  }
}

/**
 * Reads a response to its end. Rejects with the connection's error when it is cut off.
 *
 * @throws {TransportError} When it is compressed, or too long.
 */
function collectResponse(incoming: IncomingMessage): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    const { statusCode: status = 0, headers } = incoming;
    const header = (name: string): string | undefined => headers[name]?.toString();
    const encoding = header("content-encoding") ?? "identity";
    if (encoding !== "identity") {
      throw new TransportError(`The response is encoded as ${encoding}`);
    }
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on("error", reject);
    incoming.on("end", () => resolve({ status, header, text: Buffer.concat(chunks).toString() }));
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= maxResponseBytes) return;
      incoming.pause();
      reject(new TransportError("The response is longer than 1 MiB"));
    });
  });
}
