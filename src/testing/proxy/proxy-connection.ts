import type { Socket } from "node:net";
import { Transform, type TransformCallback } from "node:stream";
import { TLSSocket } from "node:tls";
import type { CheckAccess } from "../exchange/check-access.ts";
import {
  type ConnectionSide,
  ConnectionTracker,
  type TrafficListener,
} from "./connection-tracker.ts";
import { type RequestHead, toHeaders, valuesOf } from "./message-head.ts";
import type { MessageSegment } from "./message-reader.ts";
import { type HostHeader, replaceHost } from "./proxy-options.ts";
import { connectTo, openTunnel, readyEvent, type Upstream } from "./upstream-connection.ts";

/** Time that a client, while it still sends, has to read the response of the proxy itself. */
const lingerMs = 5_000;

/**
 * A connection of a client, and one to the upstream that is opened with the first request. Every byte
 * is passed on as it arrives, with backpressure. Only the head of a request is buffered until it is
 * complete.
 */
export class ProxyConnection {
  readonly #client: Socket;
  readonly #options: ProxyConnectionOptions;
  readonly #tracker: ConnectionTracker;
  readonly #requests: Transform;
  readonly #responses: Transform;
  /** Until a tunnel is open, the connection to the HTTP proxy. */
  #upstream: Socket | undefined;
  #firstHead: RequestHead | undefined;

  constructor(client: Socket, options: ProxyConnectionOptions) {
    this.#client = client;
    this.#options = options;
    this.#tracker = new ConnectionTracker(options.listener);
    this.#requests = new Transform({
      transform: (chunk: Buffer, _encoding, done) => this.#passRequest(chunk, done),
      flush: (done) => this.#endRequests(done),
    });
    this.#responses = new Transform({
      transform: (chunk: Buffer, _encoding, done) => this.#passResponse(chunk, done),
      flush: (done) => this.#endResponses(done),
    });
    client.on("error", () => {});
    client.on("close", (hadError) => this.#clientClosed(hadError));
    client.pipe(this.#requests);
  }

  /** Ends both connections immediately, and waits until that of the client has been recorded. */
  async destroy(): Promise<void> {
    const client = this.#client;
    const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));
    client.destroy();
    this.#upstream?.destroy();
    if (!client.closed) await closed;
  }

  #passRequest(chunk: Buffer, done: TransformCallback): void {
    for (const segment of this.#tracker.requests.read(chunk)) {
      const rejection = segment.type === "head" ? this.#reject(segment.head) : undefined;
      if (rejection !== undefined && segment.type === "head") {
        // Nothing more is read: `done` is not called.
        this.#tracker.whenIdle(() => this.#respond(segment.head, rejection, "route"));
        return;
      }
      if (segment.type === "head") this.#firstHead ??= segment.head;
      this.#connect();
      if (segment.bytes.length > 0) this.#requests.push(this.#edit(segment));
      this.#notify(() => this.#tracker.request(segment));
    }
    done();
  }

  #reject(head: RequestHead): ProxyResponse | undefined {
    const reason = this.#options.checkAccess(head.method, toHeaders(head.fields));
    return reason === undefined ? rejectHead(head) : { status: 403, phrase: "Forbidden", reason };
  }

  #edit({ type, bytes }: MessageSegment<RequestHead>): Buffer {
    const { hostHeader, upstream } = this.#options;
    const isUnchanged = type !== "head" || hostHeader === "keep";
    return isUnchanged ? bytes : replaceHost(bytes, upstream.authority);
  }

  #passResponse(chunk: Buffer, done: TransformCallback): void {
    this.#responses.push(chunk);
    this.#notify(() => {
      for (const segment of this.#tracker.responses.read(chunk)) this.#tracker.response(segment);
    });
    done();
  }

  #endRequests(done: TransformCallback): void {
    const pending = this.#tracker.requests.takePending();
    if (pending.length > 0) this.#connect();
    if (this.#upstream === undefined) this.#client.end();
    done(null, pending.length > 0 ? pending : undefined);
  }

  #endResponses(done: TransformCallback): void {
    this.#end("upstream", "The upstream ended the connection before its response was complete");
    done();
  }

  #connect(): void {
    if (this.#upstream !== undefined) return;
    const { upstream } = this.#options;
    if (upstream.proxy === undefined) {
      this.#use(connectTo(upstream));
      return;
    }
    const tunnel = openTunnel(upstream, upstream.proxy, (error) => {
      if (error === undefined) this.#use(connectTo(upstream, tunnel));
      else this.#connectFailed(error);
    });
    this.#upstream = tunnel;
  }

  /** Passes the traffic on through a connection, which may not be ready yet. */
  #use(socket: Socket): void {
    const { upstream } = this.#options;
    this.#upstream = socket;
    // An open tunnel to an http upstream is ready.
    let isReady = !upstream.isSecure && !socket.connecting;
    socket.once(readyEvent(upstream), () => {
      isReady = true;
    });
    socket.on("error", (error) => {
      if (isReady) this.#upstreamFailed(error);
      else this.#connectFailed(error);
    });
    this.#requests.pipe(socket).pipe(this.#responses).pipe(this.#client);
  }

  #connectFailed(error: NodeJS.ErrnoException): void {
    const cause = error.code ?? error.message;
    const { origin, proxy } = this.#options.upstream;
    const route = proxy === undefined ? "" : ` through the proxy ${proxy.origin}`;
    const reason = `Cannot connect to ${origin}${route}: ${cause}`;
    const response = { status: 502, phrase: "Bad Gateway", reason };
    if (this.#firstHead === undefined) this.#client.destroy();
    else this.#respond(this.#firstHead, response, "upstream");
  }

  #upstreamFailed({ code }: NodeJS.ErrnoException): void {
    this.#end(
      "upstream",
      `The upstream broke the connection before its response was complete: ${code}`,
    );
    // The bytes that it has sent still reach the client.
    this.#responses.unpipe(this.#client);
    const rest: Buffer | null = this.#responses.read();
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
      // The bytes that it has sent still reach the upstream.
      if (upstream.writableFinished) upstream.destroy();
      else upstream.once("finish", () => upstream.destroy());
    } else if (hadError && !(upstream instanceof TLSSocket)) upstream.resetAndDestroy();
    else upstream.destroy();
  }

  #end(by: ConnectionSide, reason: string): void {
    this.#notify(() => this.#tracker.end(by, reason));
  }

  /** Calls a function that follows the traffic. Its errors must not stop the traffic. */
  #notify(follow: () => void): void {
    try {
      follow();
    } catch (error) {
      this.#options.listener.failed(error);
    }
  }

  #respond(head: RequestHead, response: ProxyResponse, kind: "route" | "upstream"): void {
    const { listener, toBody } = this.#options;
    this.#tracker.forget();
    listener.rejected(head, response.reason, kind, response.status);
    this.#client.unpipe(this.#requests);
    this.#responses.unpipe(this.#client);
    this.#upstream?.destroy();
    this.#client.end(formatProxyResponse(response, toBody(response), head.method));
    // The rest of the request is read, or the client might never see the response.
    this.#client.resume();
    setTimeout(() => this.#client.destroy(), lingerMs).unref();
  }
}

/** Receives the events of a connection. */
export interface ProxyConnectionListener extends TrafficListener {
  /** Called when the proxy itself responds to a request, which it does not pass on. */
  rejected(request: RequestHead, reason: string, kind: "route" | "upstream", status: number): void;
  /** Called when an error occurred while the proxy followed the traffic. */
  failed(error: unknown): void;
}

/** Options of a connection. */
interface ProxyConnectionOptions {
  readonly upstream: Upstream;
  readonly hostHeader: HostHeader;
  readonly checkAccess: CheckAccess;
  readonly listener: ProxyConnectionListener;
  /** Called when both connections are closed. */
  readonly onClosed: () => void;
  /** Converts a response of the proxy itself into the error format of the API. */
  readonly toBody: (response: ProxyResponse) => unknown;
}

/** A response of the proxy itself. */
interface ProxyResponse {
  readonly status: number;
  readonly phrase: string;
  /** Reason why the request is not passed on. */
  readonly reason: string;
}

/** Rejects requests after which a connection is not HTTP any more. Neither API has such requests. */
function rejectHead({ method, fields }: RequestHead): ProxyResponse | undefined {
  if (method === "CONNECT") return notImplemented("Tunnels (CONNECT) are not passed on");
  // Other upgrades, such as that of Java to HTTP/2, are offers that a server may ignore.
  const isWebSocket = valuesOf(fields, "upgrade").includes("websocket");
  return isWebSocket ? notImplemented("WebSockets are not passed on") : undefined;
}

function notImplemented(reason: string): ProxyResponse {
  return { status: 501, phrase: "Not Implemented", reason };
}

/** Formats a response of the proxy itself, after which the connection ends. */
function formatProxyResponse(
  { status, phrase, reason }: ProxyResponse,
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
