import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect as connectSocket, type Socket } from "node:net";
import { Readable } from "node:stream";
import type { NotificationHandler } from "flip-pili/flip";
import { onTestFinished } from "vitest";

/** Forms in which servers call a handler. */
export const handlerForms = ["node:http", "Request"] as const;

/** Starts a server that calls a handler. It is closed when the test finishes. */
export async function serve(
  handler: NotificationHandler,
  form: (typeof handlerForms)[number] = "node:http",
): Promise<number> {
  return listen(form === "Request" ? passRequests(handler) : handler);
}

/** Starts a server on a free port. It is closed when the test finishes. */
export async function listen(
  listener: (request: IncomingMessage, response: ServerResponse) => unknown,
): Promise<number> {
  const server = createServer((request, response) => void listener(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Converts requests of `node:http`, as the servers of web frameworks do. */
function passRequests(handler: (request: Request) => Promise<Response>) {
  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = "", url = "", headers } = incoming;
    const hasBody = method !== "GET" && method !== "HEAD";
    const init = {
      method,
      headers: Object.entries(headers).map(([name, value]): [string, string] => [name, `${value}`]),
      body: hasBody ? (Readable.toWeb(incoming) as ReadableStream<Uint8Array>) : null,
      duplex: "half",
    };
    const response = await handler(new Request(`http://${headers.host}${url}`, init));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end();
  };
}

/** A response as received. */
export interface RawResponse {
  readonly status: number;
  /** Status line and headers. */
  readonly head: string;
}

interface PostOptions {
  readonly method?: string;
  readonly path?: string;
  /** @default application/x-www-form-urlencoded */
  readonly contentType?: string;
  /** Whether the body is sent in chunks, without `Content-Length`. */
  readonly isChunked?: boolean;
  /** Whether the connection stays open after the response. */
  readonly socket?: Socket;
}

/** Sends a notification as the service does, byte by byte as given, and reads the head of the response. */
export async function post(
  port: number,
  body: string,
  options: PostOptions = {},
): Promise<RawResponse> {
  const { method = "POST", path = "/", isChunked = false } = options;
  const { contentType = "application/x-www-form-urlencoded" } = options;
  const socket = options.socket ?? openSocket(port);
  const length = Buffer.byteLength(body);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    "Host: example.com",
    `Content-Type: ${contentType}`,
    isChunked ? "Transfer-Encoding: chunked" : `Content-Length: ${length}`,
    "",
    isChunked ? `${length.toString(16)}\r\n${body}\r\n0\r\n\r\n` : body,
  ];
  socket.write(lines.join("\r\n"));
  const head = await readHead(socket);
  return { status: Number(head.slice(9, 12)), head };
}

/** Opens a connection that is closed when the test finishes. */
export function openSocket(port: number): Socket {
  const socket = connectSocket(port, "127.0.0.1");
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
}

async function readHead(socket: Socket): Promise<string> {
  let text = "";
  for (;;) {
    const [chunk] = await Promise.race([once(socket, "data"), once(socket, "close")]);
    if (!(chunk instanceof Buffer)) return text;
    text += chunk;
    if (text.includes("\r\n\r\n")) return text;
  }
}

/** A promise, and the function that resolves it. */
export function createGate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
