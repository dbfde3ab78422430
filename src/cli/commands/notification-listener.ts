import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  createNotificationHandler,
  type Factory as Factory30,
  type NotificationHandler,
  type NotificationHandlerOptions,
} from "../../flip/index.ts";
import type { Factory } from "../client/flip-account.ts";
import { UsageError } from "../errors.ts";
import type { JournalEntry } from "./notification-journal.ts";

/** What a listener needs. */
export interface ListenerOptions extends Pick<NotificationHandlerOptions, "onEvent"> {
  readonly factory: Factory;
  readonly onError: NonNullable<NotificationHandlerOptions["onError"]>;
  /** Path of the notification URL. */
  readonly path: string;
  readonly port: number;
  readonly bind: string | undefined;
  /** Called with each notification as it was received, also when it arrives again. */
  readonly onReceived: (entry: JournalEntry) => Promise<void>;
}

/** Maximum size of a body in bytes. A notification is much smaller. */
const maxBodyBytes = 1024 * 1024;

/** A server that receives notifications. */
export class NotificationListener {
  readonly #server: Server;
  readonly #handler: NotificationHandler;
  readonly #options: ListenerOptions;
  /** Notifications that are being passed on, one after the other, in their order. */
  #passing: Promise<void> = Promise.resolve();

  private constructor(options: ListenerOptions) {
    const { onEvent, onError, path: secretPath } = options;
    // The handlers of both APIs are the same, and their events have the same fields.
    const factory = options.factory as Factory30;
    this.#options = options;
    this.#handler = createNotificationHandler({ factory, onEvent, onError, secretPath });
    this.#server = createServer((request, response) => {
      this.#respond(request, response).catch((error: Error) => {
        onError(error, undefined);
        response.destroy();
      });
    });
  }

  /** Starts a server. Rejects with the error of the system when it cannot listen. */
  static async start(options: ListenerOptions): Promise<NotificationListener> {
    const listener = new NotificationListener(options);
    listener.#server.listen(options.port, options.bind ?? "127.0.0.1");
    await once(listener.#server, "listening");
    return listener;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Stops when all that was received has been passed on. */
  async close(): Promise<void> {
    this.#server.close();
    await this.#handler.close();
    await this.#passing;
    this.#server.closeAllConnections();
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const { status, headers } =
      body === undefined
        ? new Response(null, { status: 413, headers: { Connection: "close" } })
        : await this.#handler(toRequest(request, body));
    response.writeHead(status, { "Content-Length": "0", ...Object.fromEntries(headers) }).end();
    if (status !== 200 || body === undefined) return;
    const entry = { time: new Date().toISOString(), headers: request.headers, body };
    this.#passing = this.#passing.then(() => this.#options.onReceived(entry)).catch(() => {});
  }
}

/** Reads a body, or returns `undefined` when it is too large. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // The response must still be sent.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Returns the request for the handler, which reads method, path, type and body only. */
function toRequest({ method = "GET", url = "/", headers }: IncomingMessage, body: Buffer): Request {
  const hasBody = method !== "GET" && method !== "HEAD";
  const type = headers["content-type"];
  // A target such as `//host` is a path here.
  const target = url.startsWith("/") ? url : "/";
  return new Request(`http://localhost${target}`, {
    method,
    headers: type === undefined ? {} : { "Content-Type": type },
    ...(hasBody && { body: new Uint8Array(body) }),
  });
}

/** @throws {UsageError} When it is not a path without query. */
export function requirePath(path: string): string {
  if (/^\/[^?#\s]+$/.test(path)) return path;
  throw new UsageError("--path must begin with a slash, such as /flip/3f6c0e5b9d");
}
