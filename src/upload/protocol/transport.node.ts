import { setMaxListeners } from "node:events";
import type { Agent, ClientRequest, RequestOptions } from "node:http";
import { urlToHttpOptions } from "node:url";
import { BufferPool, largeBytes, PieceSize } from "./buffers.node.ts";
import { Exchange } from "./exchange.node.ts";
import type { Transport, UploadLimits, UploadRequest } from "./transport.ts";

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

/** Something under way that may have to be ended before it is done. */
export interface Endable {
  /** Ends it when this is aborted. */
  readonly signal: AbortSignal;
  end(reason: unknown): void;
  /** Ends it when it has waited too long by now. */
  checkTime(now: number): void;
}

/**
 * What is under way, until it is done, its signal is aborted, or it has waited too long.
 *
 * All share one timer and one listener of each signal, and are in an array. Timers for each would cost
 * more than what they time. With a listener for each, or in a `Set`, all of them and everything that
 * they hold would stay in memory until the next full collection of garbage: what was removed from
 * these leads to what came after it.
 */
export class UnderWay {
  readonly #members: Endable[] = [];
  readonly #signals = new WeakSet<AbortSignal>();
  readonly #timer: NodeJS.Timeout;

  /** @param everyMs - How often to look who has waited too long. */
  constructor(everyMs: number) {
    this.#timer = setInterval(() => {
      const now = performance.now();
      for (const member of [...this.#members]) member.checkTime(now);
    }, everyMs);
  }

  add(member: Endable): void {
    this.#members.push(member);
    const { signal } = member;
    if (this.#signals.has(signal)) return;
    this.#signals.add(signal);
    // Workers that wait listen too: more of them than Node expects are no leak.
    setMaxListeners(0, signal);
    signal.addEventListener("abort", () => this.#endAll(signal));
  }

  delete(member: Endable): void {
    const last = this.#members.pop();
    if (last === undefined || last === member) return;
    this.#members[this.#members.indexOf(member)] = last;
  }

  /** Stops looking. */
  close(): void {
    clearInterval(this.#timer);
  }

  #endAll(signal: AbortSignal): void {
    const members = this.#members.filter((member) => member.signal === signal);
    for (const member of members) member.end(signal.reason);
  }
}
