import type { Agent, ClientRequest, RequestOptions } from "node:http";
import { StreamedBody } from "../files/streamed-body.ts";
import { ConnectionPool } from "./node-connections.ts";
import { NodeExchange } from "./node-exchange.ts";
import { createFetchTransport } from "./node-fetch.ts";
import {
  type ConnectionOptions,
  type Exchange,
  type Transport,
  TransportError,
  type TransportRequest,
} from "./transport.ts";

/** Creates a transport over `node:http` and `node:https`, or over the caller's `fetch`. */
export function createNodeTransport(options: ConnectionOptions): Transport {
  const { fetch } = options;
  return fetch === undefined
    ? new NodeTransport(new ConnectionPool(options))
    : createFetchTransport(fetch);
}

/** Sends requests over `node:http` and `node:https`, with connections that are kept alive. */
class NodeTransport implements Transport {
  readonly progress = "connections" as const;
  readonly #pool: ConnectionPool;
  #latest: Server | undefined;

  constructor(pool: ConnectionPool) {
    this.#pool = pool;
  }

  send(request: TransportRequest): Exchange {
    let server: Server;
    let agent: Agent;
    let clientRequest: ClientRequest;
    try {
      server = this.#serverOf(request.url);
      agent = this.#pool.agentFor(server, request.url);
      // The function is looked up each time, so that a replacement by a test is used.
      clientRequest = server.http.request({
        agent,
        ca: this.#pool.requestCa,
        hostname: server.hostname,
        port: server.port,
        path: pathOn(server, request.url),
        method: request.method,
        headers: toNodeHeaders(request),
      } as RequestOptions);
    } catch (cause) {
      return failedExchange(new TransportError("misuse", "the request cannot be sent", { cause }));
    }
    const exchange = new NodeExchange(clientRequest, request, { pool: this.#pool, agent });
    exchange.start(request.body);
    return exchange;
  }

  close(): void {
    this.#pool.close();
  }

  /** Returns the server of a URL. Successive requests often go to the same one. */
  #serverOf(url: string): Server {
    const latest = this.#latest;
    if (latest !== undefined && startsWithOrigin(url, latest.origin)) return latest;
    this.#latest = toServer(url);
    return this.#latest;
  }
}

type Http = typeof import("node:http");

/** Scheme, host and port of a URL, parsed. */
export interface Server {
  /** The start of the URL up to its path, as written. */
  readonly origin: string;
  readonly scheme: "http" | "https";
  readonly hostname: string;
  readonly port: string;
  readonly http: Http;
}

function startsWithOrigin(url: string, origin: string): boolean {
  return url.startsWith(origin) && url[origin.length] === "/";
}

function toServer(url: string): Server {
  const { protocol, hostname, port } = new URL(url);
  const scheme = protocol === "https:" ? "https" : "http";
  if (protocol !== `${scheme}:`) throw new TypeError("The scheme must be http or https");
  const authority = /^[^/?#]*/.exec(url.slice(scheme.length + 3))?.[0];
  return {
    origin: `${scheme}://${authority}`,
    scheme,
    hostname: hostname.replace(/^\[|\]$/g, ""),
    port,
    // Loaded with the first request: loading takes longer than importing this package.
    http: process.getBuiltinModule(`node:${scheme}`) as Http,
  };
}

/** Characters that a URL parser leaves unchanged in a path and query. */
const plainPath = /^\/[\w!$%&()*+,\-./:;=?@[\]|~]*$/;
const dotSegment = /\/(\.|%2e){1,2}([/?]|$)/i;

/** Returns the path and query of a URL of a server. */
function pathOn({ origin }: Server, url: string): string {
  const path = url.slice(origin.length);
  if (plainPath.test(path) && !dotSegment.test(path)) return path;
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

/** Returns the headers of a request: those of the caller, and those that `fetch` would add. */
function toNodeHeaders({ headers, body }: TransportRequest): Record<string, string> {
  const result: Record<string, string> = {
    accept: "*/*",
    "accept-encoding": "gzip, deflate, br",
  };
  for (const [name, value] of headers) result[name.toLowerCase()] = value;
  if (body instanceof StreamedBody) {
    result["content-type"] = body.contentType;
    result["content-length"] = String(body.size);
  }
  return result;
}

function failedExchange(error: TransportError): Exchange {
  return { response: Promise.reject(error), cancel: () => {} };
}
