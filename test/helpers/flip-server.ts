import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { type FlipOptions, TelestreamCloud } from "flip-pili/flip";
import { onTestFinished } from "vitest";

/** Decoded parameters, with the names that tests read. */
export interface QueryParams {
  readonly access_key?: string;
  readonly factory_id?: string;
  readonly timestamp?: string;
  readonly signature?: string;
  readonly page?: string;
  readonly per_page?: string;
  readonly marker?: string;
  readonly [name: string]: string | undefined;
}

/** A request as received. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path with the version prefix, without query. */
  readonly path: string;
  readonly query: string;
  /** The query, decoded. */
  readonly params: QueryParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** The response to a request. */
export interface Reply {
  /** @default 200 */
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
}

/** Returns the response to a request, or writes to `response` and returns nothing. */
export type RequestHandler = (
  request: ReceivedRequest,
  response: ServerResponse,
) => Reply | undefined | Promise<Reply | undefined>;

export interface FlipServer {
  readonly port: number;
  /** Every request, in the order of arrival. */
  readonly requests: ReceivedRequest[];
}

/** Starts a server that is closed when the test finishes. */
export async function startServer(handle: RequestHandler): Promise<FlipServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const request = await receive(incoming).catch(() => undefined);
    if (request === undefined) return; // The client has disconnected.
    requests.push(request);
    const reply = await handle(request, response);
    if (reply !== undefined) send(response, reply);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, requests };
}

/** Starts a TCP server, for responses that are not valid HTTP. */
export async function startSocketServer(
  onConnection: (socket: Socket) => void,
): Promise<{ port: number }> {
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    onConnection(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port };
}

/** Returns a port that refuses connections. */
export async function closedPort(): Promise<number> {
  const server = createSocketServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Credentials that are not those of any account. */
export const credentials = { accessKey: "my-access-key", secretKey: "my-secret-key" };

/** Creates a client of a local server, without retries. */
export function connect(
  { port }: { port: number },
  options: Partial<FlipOptions> = {},
): TelestreamCloud {
  return new TelestreamCloud({
    ...credentials,
    apiHost: "127.0.0.1",
    apiPort: port,
    retries: 0,
    ...options,
  });
}

async function receive(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const body = await buffer(incoming);
  const { method = "", url = "", headers } = incoming;
  const [path = "", ...queries] = url.split("?");
  const query = queries.join("?");
  return { method, path, query, params: readParams(query), headers, body };
}

/** Decodes a query. */
export function readParams(query: string): QueryParams {
  return Object.fromEntries(new URLSearchParams(query));
}

function send(response: ServerResponse, { status = 200, headers, json, text }: Reply): void {
  const type = json === undefined ? {} : { "Content-Type": "application/json" };
  response.writeHead(status, { ...type, ...headers });
  response.end(json === undefined ? text : JSON.stringify(json));
}
