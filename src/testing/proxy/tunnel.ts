import type { Socket } from "node:net";
import { Transform, type TransformCallback } from "node:stream";
import { ConnectionWatch, type Side, type TrafficObserver } from "./connection-watch.ts";
import { type RequestHead, valuesOf } from "./message-head.ts";
import type { Piece } from "./message-reader.ts";
import {
  connectTo,
  type HostHeader,
  readyEvent,
  replaceHost,
  type Upstream,
} from "./proxy-options.ts";

/** How long a client may take to read the proxy's own answer while it still sends. */
const lingerMs = 5_000;

/** Is told what passes, and what does not. */
export interface TunnelObserver extends TrafficObserver {
  /** The proxy answers itself. */
  refused(request: RequestHead, reason: string, kind: "route" | "upstream", status: number): void;
  /** The observation itself went wrong. */
  failed(fault: unknown): void;
}

/** What tunnels do. */
interface TunnelOptions {
  readonly upstream: Upstream;
  readonly hostHeader: HostHeader;
  readonly observer: TunnelObserver;
  /** Is called when nothing is open any more. */
  readonly onClosed: () => void;
  /** Gives an answer of the proxy's own the shape of the API's errors. */
  readonly toBody: (answer: OwnAnswer) => unknown;
}

/**
 * A client's connection, and one to the upstream that is opened with its first request. Every byte
 * passes as it comes, with back-pressure; only the head of a request is held until it is complete.
 */
export class Tunnel {
  readonly #client: Socket;
  readonly #options: TunnelOptions;
  readonly #watch: ConnectionWatch;
  readonly #requests: Transform;
  readonly #answers: Transform;
  #upstream: Socket | undefined;
  #firstHead: RequestHead | undefined;

  constructor(client: Socket, options: TunnelOptions) {
    this.#client = client;
    this.#options = options;
    this.#watch = new ConnectionWatch(options.observer);
    this.#requests = new Transform({
      transform: (chunk: Buffer, _encoding, done) => this.#passRequest(chunk, done),
      flush: (done) => this.#endRequests(done),
    });
    this.#answers = new Transform({
      transform: (chunk: Buffer, _encoding, done) => this.#passAnswer(chunk, done),
      flush: (done) => this.#endAnswers(done),
    });
    client.on("error", () => {});
    client.on("close", (hadError) => this.#clientClosed(hadError));
    client.pipe(this.#requests);
  }

  /** Ends both connections at once, and waits until the client's has been accounted for. */
  async destroy(): Promise<void> {
    const client = this.#client;
    const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));
    client.destroy();
    this.#upstream?.destroy();
    if (!client.closed) await closed;
  }

  #passRequest(chunk: Buffer, done: TransformCallback): void {
    for (const piece of this.#watch.requests.read(chunk)) {
      const refusal = piece.type === "head" ? refuseHead(piece.head) : undefined;
      if (refusal !== undefined && piece.type === "head") {
        // Nothing more is read: `done` is not called.
        this.#watch.whenIdle(() => this.#answerItself(piece.head, refusal, "route"));
        return;
      }
      if (piece.type === "head") this.#firstHead ??= piece.head;
      this.#connect();
      if (piece.bytes.length > 0) this.#requests.push(this.#edit(piece));
      this.#observe(() => this.#watch.request(piece));
    }
    done();
  }

  #edit({ type, bytes }: Piece<RequestHead>): Buffer {
    const { hostHeader, upstream } = this.#options;
    const isKept = type !== "head" || hostHeader === "keep";
    return isKept ? bytes : replaceHost(bytes, upstream.authority);
  }

  #passAnswer(chunk: Buffer, done: TransformCallback): void {
    this.#answers.push(chunk);
    this.#observe(() => {
      for (const piece of this.#watch.answers.read(chunk)) this.#watch.answer(piece);
    });
    done();
  }

  #endRequests(done: TransformCallback): void {
    const held = this.#watch.requests.takeHeld();
    if (held.length > 0) this.#connect();
    if (this.#upstream === undefined) this.#client.end();
    done(null, held.length > 0 ? held : undefined);
  }

  #endAnswers(done: TransformCallback): void {
    this.#end("upstream", "The upstream ended the connection before its answer was complete");
    done();
  }

  #connect(): void {
    if (this.#upstream !== undefined) return;
    const { upstream } = this.#options;
    const socket = connectTo(upstream);
    this.#upstream = socket;
    let isReady = false;
    socket.once(readyEvent(upstream), () => {
      isReady = true;
    });
    socket.on("error", (error) => {
      if (isReady) this.#upstreamBroke(error);
      else this.#unreachable(error);
    });
    this.#requests.pipe(socket).pipe(this.#answers).pipe(this.#client);
  }

  #unreachable(error: NodeJS.ErrnoException): void {
    const cause = error.code ?? error.message;
    const reason = `Cannot connect to ${this.#options.upstream.origin}: ${cause}`;
    const answer = { status: 502, phrase: "Bad Gateway", reason };
    if (this.#firstHead === undefined) this.#client.destroy();
    else this.#answerItself(this.#firstHead, answer, "upstream");
  }

  #upstreamBroke({ code }: NodeJS.ErrnoException): void {
    this.#end(
      "upstream",
      `The upstream broke the connection before its answer was complete: ${code}`,
    );
    // What it has sent still reaches the client.
    this.#answers.unpipe(this.#client);
    const rest: Buffer | null = this.#answers.read();
    this.#client.write(rest ?? "", () => this.#client.resetAndDestroy());
  }

  #clientClosed(hadError: boolean): void {
    this.#end("client", "The client closed the connection");
    const upstream = this.#upstream;
    if (upstream === undefined || upstream.destroyed) {
      this.#options.onClosed();
      return;
    }
    upstream.once("close", this.#options.onClosed);
    if (this.#client.readableEnded) {
      // What it has sent still reaches the upstream.
      if (upstream.writableFinished) upstream.destroy();
      else upstream.once("finish", () => upstream.destroy());
    } else if (hadError && !this.#options.upstream.isSecure) upstream.resetAndDestroy();
    else upstream.destroy();
  }

  #end(by: Side, reason: string): void {
    this.#observe(() => this.#watch.end(by, reason));
  }

  /** What goes wrong in looking at the traffic must not stop it. */
  #observe(look: () => void): void {
    try {
      look();
    } catch (fault) {
      this.#options.observer.failed(fault);
    }
  }

  #answerItself(head: RequestHead, answer: OwnAnswer, kind: "route" | "upstream"): void {
    const { observer, toBody } = this.#options;
    this.#watch.forget();
    observer.refused(head, answer.reason, kind, answer.status);
    this.#client.unpipe(this.#requests);
    this.#answers.unpipe(this.#client);
    this.#upstream?.destroy();
    this.#client.end(formatOwnAnswer(answer, toBody(answer), head.method));
    // What the client still sends is read, or it might never see the answer.
    this.#client.resume();
    setTimeout(() => this.#client.destroy(), lingerMs).unref();
  }
}

/** What the proxy answers itself. */
interface OwnAnswer {
  readonly status: number;
  readonly phrase: string;
  /** Why it is not passed on. */
  readonly reason: string;
}

/** Requests that are not passed on: what follows them is no HTTP, and neither API has it. */
function refuseHead({ method, fields }: RequestHead): OwnAnswer | undefined {
  if (method === "CONNECT") return notImplemented("Tunnels (CONNECT) are not passed on");
  // Other upgrades are offers that a server may ignore, such as Java's to HTTP/2.
  const isWebSocket = valuesOf(fields, "upgrade").includes("websocket");
  return isWebSocket ? notImplemented("WebSockets are not passed on") : undefined;
}

function notImplemented(reason: string): OwnAnswer {
  return { status: 501, phrase: "Not Implemented", reason };
}

/** The bytes of an answer of the proxy's own, after which the connection ends. */
function formatOwnAnswer(
  { status, phrase, reason }: OwnAnswer,
  body: unknown,
  method: string,
): string {
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} ${phrase}`,
    `Date: ${new Date().toUTCString()}`,
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(text)}`,
    `Proxy-Reason: ${reason.replace(/[^\x20-\x7e]/g, "?")}`,
    "Connection: close",
  ];
  return `${head.join("\r\n")}\r\n\r\n${method === "HEAD" ? "" : text}`;
}
