import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import { onTestFinished } from "vitest";

const read = (name: string) =>
  readFileSync(new URL(`../fixtures/certificate/${name}.pem`, import.meta.url), "utf8");

/** A key, and a certificate for `localhost` that it has signed itself. */
export const certificate = { key: read("key"), cert: read("cert") };

/** A proxy for `HTTP_PROXY` and `HTTPS_PROXY`. */
export interface ForwardProxy {
  readonly url: string;
  /** Method and target of each request: `CONNECT localhost:443`, `GET http://127.0.0.1:80/v3.0/videos.json`. */
  readonly requests: readonly string[];
  /** Host and port of the targets, sorted. */
  readonly hosts: readonly string[];
  /** Values of `Proxy-Authorization`. */
  readonly credentials: readonly (string | undefined)[];
  /** Number of connections that clients have opened. */
  readonly connections: number;
}

/** Options of {@link startForwardProxy}. */
export interface ForwardProxyOptions {
  /** Ports of servers, by the host and port under which only the proxy knows them. */
  readonly servers?: Readonly<Record<string, number>>;
  /** The same for tunnels whose TLS ends at the proxy, with the test certificate. */
  readonly tlsServers?: Readonly<Record<string, number>>;
}

/** Starts a proxy that is closed when the test finishes. */
export async function startForwardProxy(options: ForwardProxyOptions = {}): Promise<ForwardProxy> {
  const requests: string[] = [];
  const credentials: (string | undefined)[] = [];
  const sockets = new Set<Duplex>();
  const track = (socket: Duplex) => void sockets.add(socket.on("error", () => socket.destroy()));
  let connections = 0;
  const record = ({ method, url, headers }: IncomingMessage) => {
    requests.push(`${method} ${url?.split("?")[0]}`);
    credentials.push(headers["proxy-authorization"]);
  };
  const server = createServer((incoming, response) => {
    record(incoming);
    forward(incoming, response, options);
  });
  server.on("connection", (socket) => {
    connections += 1;
    track(socket);
  });
  server.on("connect", (incoming: IncomingMessage, client: Socket) => {
    record(incoming);
    const upstream = openTunnel(client, incoming.url ?? "", options);
    track(upstream);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    requests,
    get hosts() {
      return [...new Set(requests.map(hostOf))].sort();
    },
    credentials,
    get connections() {
      return connections;
    },
  };
}

/** Returns the host and port of a recorded request. */
function hostOf(line: string): string {
  const [method, target = ""] = line.split(" ");
  if (method === "CONNECT") return target;
  const { hostname, port } = new URL(target);
  return `${hostname}:${port || 80}`;
}

/** Forwards a request in absolute form. */
function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  { servers = {} }: ForwardProxyOptions,
): void {
  const { method, headers } = incoming;
  const url = new URL(incoming.url ?? "");
  const port = servers[`${url.hostname}:${url.port || 80}`];
  if (port !== undefined) url.host = `127.0.0.1:${port}`;
  const outgoing = request(url, { method, headers, agent: false });
  outgoing.on("response", (reply) => {
    response.writeHead(reply.statusCode ?? 502, reply.rawHeaders);
    reply.pipe(response);
  });
  outgoing.on("error", () => response.destroy());
  incoming.pipe(outgoing);
}

function openTunnel(
  client: Socket,
  target: string,
  { servers = {}, tlsServers = {} }: ForwardProxyOptions,
): Socket {
  const tlsPort = tlsServers[target];
  const port = tlsPort ?? servers[target];
  const upstream =
    port === undefined
      ? connect(Number(target.replace(/^.*:/, "")), target.replace(/:\d+$/, ""))
      : connect(port, "127.0.0.1");
  client.write("HTTP/1.1 200 Connection established\r\n\r\n");
  const stream =
    tlsPort === undefined ? client : new TLSSocket(client, { isServer: true, ...certificate });
  stream.on("error", () => upstream.destroy());
  upstream.on("error", () => stream.destroy());
  stream.pipe(upstream).pipe(stream);
  return upstream;
}
