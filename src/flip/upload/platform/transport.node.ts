import type { Agent, ClientRequest, RequestOptions } from "node:http";
import { urlToHttpOptions } from "node:url";
import type { Transport, UploadLimits, UploadRequest } from "../transport.ts";
import { AbortGroups } from "./abort-groups.node.ts";
import { BufferPool, largeBytes } from "./buffer-pool.node.ts";
import { Exchange, type ExchangeTools } from "./exchange.node.ts";
import { PieceSize } from "./piece-size.node.ts";

/** Sends over `node:http` and `node:https`, on connections that are kept open. */
export function createTransport(limits: UploadLimits): Transport {
  const tools = { limits, buffers: new BufferPool(), pieceSize: new PieceSize(largeBytes) };
  const agents = new Map<string, Agent>();
  const groups = new AbortGroups();
  let target: Target | undefined;
  return {
    async send(request) {
      request.signal.throwIfAborted();
      if (target?.url !== request.url) target = openTarget(request.url, agents);
      return groups.join(request.signal, sendOnce(request, target, tools));
    },
    close() {
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

function sendOnce(
  request: UploadRequest,
  { open, options }: Target,
  tools: ExchangeTools,
): Exchange {
  const { method, body } = request;
  const length = body === undefined ? 0 : body.end - body.start;
  const headers = {
    ...request.headers,
    "Accept-Encoding": "identity",
    ...(method === "PUT" && { "Content-Length": length }),
  };
  return new Exchange(open({ ...options, method, headers }), request, tools);
}
