import type { Agent, ClientRequest, RequestOptions } from "node:http";
import { urlToHttpOptions } from "node:url";
import type { Transport, UploadLimits, UploadRequest } from "../transport.ts";
import { BufferPool, largeBytes } from "./buffer-pool.node.ts";
import { Exchange } from "./exchange.node.ts";
import { PieceSize } from "./piece-size.node.ts";
import { UnderWay } from "./under-way.node.ts";

/** Sends over `node:http` and `node:https`, on connections that are kept open. */
export function createTransport(limits: UploadLimits): Transport {
  const { connectMs, stallMs, answerMs } = limits;
  const tools = {
    limits,
    buffers: new BufferPool(),
    pieceSize: new PieceSize(largeBytes),
    underWay: new UnderWay(Math.min(connectMs, stallMs, answerMs) / 8),
  };
  const agents = new Map<string, Agent>();
  let target: Target | undefined;
  return {
    async send(request) {
      if (target?.url !== request.url) target = openTarget(request.url, agents);
      const exchange = new Exchange(openRequest(request, target), request, tools);
      exchange.begin(request.body);
      return exchange.answer;
    },
    close() {
      tools.underWay.close();
      for (const agent of agents.values()) agent.destroy();
      agents.clear();
    },
  };
}

/** A URL that was read once: thousands of parts go to the same one. */
interface Target {
  readonly url: string;
  readonly open: (options: RequestOptions) => ClientRequest;
  readonly options: RequestOptions;
}

function openTarget(url: string, agents: Map<string, Agent>): Target {
  const parsed = new URL(url);
  const { protocol } = parsed;
  const { hostname, port, path } = urlToHttpOptions(parsed);
  const http = loadModule(protocol);
  const agent = agents.get(protocol) ?? new http.Agent({ keepAlive: true });
  agents.set(protocol, agent);
  return { url, open: http.request, options: { agent, hostname, port, path } };
}

/** Loaded with the first upload: most programs that import the package send none. */
function loadModule(protocol: string): typeof import("node:http") {
  const name = protocol === "https:" ? "node:https" : "node:http";
  return process.getBuiltinModule(name) as typeof import("node:http");
}

function openRequest({ method, body, headers }: UploadRequest, { open, options }: Target) {
  const length = body === undefined ? 0 : body.end - body.start;
  return open({
    ...options,
    method,
    headers: {
      ...headers,
      "Accept-Encoding": "identity",
      ...(method === "PUT" && { "Content-Length": length }),
    },
  });
}
