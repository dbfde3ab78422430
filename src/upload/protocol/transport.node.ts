import type { Agent, ClientRequest, RequestOptions } from "node:http";
import { urlToHttpOptions } from "node:url";
import { BufferPool, ChunkSize, largeBufferBytes } from "./buffers.node.ts";
import { Exchange } from "./exchange.node.ts";
import { InFlightRequests } from "./in-flight-requests.node.ts";
import type { Transport, TransportRequest, TransportTimeouts } from "./transport.ts";

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
  const http = loadModule(protocol);
  const agent = agents.get(protocol) ?? new http.Agent({ keepAlive: true });
  agents.set(protocol, agent);
  return { url, request: http.request, options: { agent, hostname, port, path } };
}

/** Loads the module with the first upload: most programs that import the package send none. */
function loadModule(protocol: string): typeof import("node:http") {
  const name = protocol === "https:" ? "node:https" : "node:http";
  return process.getBuiltinModule(name) as typeof import("node:http");
}

/** Opens a request. Its body follows. */
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
