import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { decompress, serializeBody } from "./node-bodies.ts";
import type { ConnectionPool } from "./node-connections.ts";
import { DecodedHeaders, isLeftUnread, joinChunks, type UnreadBody } from "./response.ts";
import {
  type Exchange,
  isRedirect,
  redirectError,
  sizeError,
  TransportError,
  type TransportRequest,
  type TransportResponse,
} from "./transport.ts";

type Outcome = TransportResponse | Promise<never>;

/** Where the connection of a request comes from. */
interface Connections {
  readonly pool: ConnectionPool;
  readonly agent: Agent;
}

/** Rejects writes of a body that is no longer needed. */
const notNeeded = new Error("The rest of the body is not needed");

/** One request of `node:http` and its response. */
export class NodeExchange implements Exchange {
  readonly response: Promise<TransportResponse>;
  readonly #request: ClientRequest;
  readonly #options: TransportRequest;
  readonly #connections: Connections;
  #settleWith: (outcome: Outcome) => void = () => {};
  #isSettled = false;
  #hasResponse = false;
  /** Rejects the write in progress. */
  #abandonWrite: ((reason: Error) => void) | undefined;
  #cancelBody: (() => void) | undefined;

  constructor(request: ClientRequest, options: TransportRequest, connections: Connections) {
    this.#request = request;
    this.#options = options;
    this.#connections = connections;
    this.response = new Promise((resolve) => {
      this.#settleWith = resolve;
    });
  }

  start(body: TransportRequest["body"]): void {
    const request = this.#request;
    request.on("error", (cause) => this.#failToSend(cause));
    request.on("response", (incoming) => this.#receive(incoming));
    if (this.#options.onProgress !== undefined) {
      request.on("socket", (socket) => this.#reportConnection(socket));
    }
    if (body === undefined) this.#end();
    else if (typeof body === "string") this.#end(body);
    else this.#sendBody(body).catch((cause) => this.#failBody(cause));
  }

  /** Node reads the same number before it reports that a socket is idle. */
  get pendingBytes(): number | undefined {
    const { _handle } = (this.#request.socket ?? {}) as { _handle?: { writeQueueSize?: number } };
    return _handle?.writeQueueSize;
  }

  cancel(reason: unknown): void {
    if (this.#isSettled) return;
    this.#request.destroy();
    this.#settle(Promise.reject(reason));
  }

  #reportConnection(socket: Socket): void {
    const report = () => this.#options.onProgress?.("connected");
    // Over TLS, also after the handshake of a connection through a proxy.
    if ((socket as { secureConnecting?: boolean }).secureConnecting) {
      socket.once("secureConnect", report);
    } else if (socket.connecting) socket.once("connect", report);
    // A proxy agent replays the response of a proxy that rejects the connection on a closed socket.
    else if (socket.writable) report();
  }

  async #sendBody(body: NonNullable<TransportRequest["body"]>): Promise<void> {
    const serialized = serializeBody(body, this.#request);
    if (serialized instanceof Uint8Array) return this.#end(serialized);
    this.#cancelBody = () => serialized.cancel?.();
    await serialized.writeTo((chunk) => this.#write(chunk));
    if (!this.#isDone) this.#end();
  }

  #write(chunk: Uint8Array): Promise<void> {
    if (this.#isDone) return Promise.reject(notNeeded);
    return new Promise((resolve, reject) => {
      this.#abandonWrite = reject;
      this.#request.write(chunk, (error) => {
        if (error) return reject(notNeeded); // The request emits the error, too.
        if (!this.#isSettled) this.#options.onSent?.(chunk.length);
        resolve();
      });
    });
  }

  #end(body?: string | Uint8Array): void {
    const { onProgress } = this.#options;
    if (onProgress === undefined) this.#request.end(body);
    else this.#request.end(body, () => onProgress("sent"));
  }

  /** Whether the rest of the body need not be sent: the exchange has settled, or a response has started. */
  get #isDone(): boolean {
    return this.#isSettled || this.#hasResponse;
  }

  #receive(incoming: IncomingMessage): void {
    this.#hasResponse = true;
    this.#options.onProgress?.("received");
    const head = readHead(incoming);
    if (isRedirect(head.status)) {
      this.cancel(redirectError(head));
      return;
    }
    const body = new IncomingBody(incoming, head, this.#options.maxResponseBytes);
    if (isLeftUnread(head, this.#options)) {
      this.#settle({ ...head, body });
      return;
    }
    body.read(
      (bytes) => this.#complete(incoming, { ...head, body: bytes }),
      (cause) => this.#fail(cause),
    );
  }

  #complete(incoming: IncomingMessage, response: ResponseHead & { body: Uint8Array }): void {
    response.headers.bodyBytes = response.body.length;
    // After an early response the request is only half sent: its connection cannot be reused.
    if (!this.#request.writableFinished) this.#request.destroy();
    else if (this.#request.socket) this.#connections.pool.markIdle(this.#request.socket, incoming);
    if (!this.#isSettled) this.#settle(response);
  }

  /** Fails, unless a response has started: then the response counts. */
  #failToSend(cause: unknown): void {
    if (!this.#hasResponse) this.#fail(cause);
  }

  #failBody(cause: unknown): void {
    if (cause !== notNeeded && !this.#isDone) this.cancel(cause);
  }

  #fail(cause: unknown): void {
    this.cancel(cause instanceof TransportError ? cause : this.#toTransportError(cause));
  }

  #toTransportError(cause: unknown): TransportError {
    const { code, message } = cause as NodeJS.ErrnoException;
    const isReset = code === "ECONNRESET" || code === "EPIPE";
    const isStale = isReset && this.#request.reusedSocket && !this.#hasResponse;
    // Others have probably been closed, too.
    if (isStale) this.#connections.pool.dropIdle(this.#connections.agent);
    return new TransportError("network", code ?? message, { cause, isStale });
  }

  #settle(outcome: Outcome): void {
    this.#isSettled = true;
    this.#settleWith(outcome);
    this.#abandonWrite?.(notNeeded);
    this.#cancelBody?.();
  }
}

interface ResponseHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: DecodedHeaders;
}

function readHead(incoming: IncomingMessage): ResponseHead {
  const { statusCode: status = 0, statusMessage: statusText = "" } = incoming;
  const { headers: values } = incoming;
  const headers = new DecodedHeaders({
    get: (name) => (Object.hasOwn(values, name) ? toText(values[name]) : null),
    *[Symbol.iterator]() {
      for (const [name, value] of Object.entries(values)) yield [name, toText(value)];
    },
  });
  return { status, statusText, headers };
}

function toText(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(", ") : String(value);
}

/** The body of a response, decompressed and limited in size. */
class IncomingBody implements UnreadBody {
  readonly #incoming: IncomingMessage;
  readonly #head: ResponseHead;
  readonly #maxBytes: number;
  #unread: AsyncGenerator<Uint8Array, void> | undefined;

  constructor(incoming: IncomingMessage, head: ResponseHead, maxBytes: number) {
    this.#incoming = incoming;
    this.#head = head;
    this.#maxBytes = maxBytes;
    incoming.on("error", () => {}); // Whoever reads the body receives the error.
  }

  /** Reads the whole body. */
  read(onEnd: (bytes: Uint8Array) => void, onError: (cause: unknown) => void): void {
    const stream = decompress(this.#incoming, this.#head.headers);
    const chunks: Uint8Array[] = [];
    let size = 0;
    stream.on("error", onError);
    stream.on("end", () => onEnd(joinChunks(chunks)));
    stream.on("data", (chunk: Uint8Array) => {
      size += chunk.length;
      if (size <= this.#maxBytes) return void chunks.push(chunk);
      chunks.length = 0;
      stream.destroy();
      onError(sizeError(this.#maxBytes, this.#head));
    });
  }

  async next(): Promise<Uint8Array | undefined> {
    this.#unread ??= this.#readChunks();
    return (await this.#unread.next()).value ?? undefined;
  }

  async *#readChunks(): AsyncGenerator<Uint8Array, void> {
    let size = 0;
    try {
      for await (const chunk of decompress(this.#incoming, this.#head.headers)) {
        size += chunk.length;
        if (size > this.#maxBytes) throw sizeError(this.#maxBytes, this.#head);
        yield chunk;
      }
    } catch (cause) {
      if (cause instanceof TransportError) throw cause;
      throw new TransportError("network", (cause as Error).message, { cause });
    } finally {
      this.cancel();
    }
  }

  cancel(): void {
    this.#incoming.destroy();
  }
}
