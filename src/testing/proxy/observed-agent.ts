import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import type { HttpAgent } from "../../http/transport/transport.ts";
import { type EndOfExchange, ObservedExchange } from "./observed-exchange.ts";

/** Returns a view of an agent that follows the requests it sends, and their responses. */
export function observeAgent<Observed extends HttpAgent>(
  agent: Observed,
  onEnd: EndOfExchange,
): Observed {
  return new Proxy(agent, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function" || key === "constructor") return value;
      if (key !== "addRequest") return value.bind(target);
      return (request: ClientRequest, ...rest: unknown[]) => {
        observeRequest(request, onEnd);
        return Reflect.apply(value, target, [request, ...rest]);
      };
    },
  });
}

/**
 * Follows a request of `node:http`. Its methods are wrapped instead of listening to its events: a listener
 * would change how Node treats a response or an error for which the client has none.
 */
function observeRequest(request: ClientRequest, onEnd: EndOfExchange): void {
  // An agent for a proxy changes the path.
  const { method, path: target } = request;
  let exchange: ObservedExchange | undefined;
  const start = (): ObservedExchange => {
    exchange ??= new ObservedExchange({ method, target, fields: fieldsOf(request) }, onEnd);
    return exchange;
  };
  observeBody(request, start);
  const { emit } = request;
  request.emit = (event: string | symbol, ...values: unknown[]) => {
    if (event === "response") observeResponse(values[0] as IncomingMessage, start());
    if (event === "error" || event === "close") exchange?.end();
    return Reflect.apply(emit, request, [event, ...values]);
  };
}

/** Follows the body of a request. @param start - Returns the exchange. */
function observeBody(request: ClientRequest, start: () => ObservedExchange): void {
  const { write, end } = request;
  // On some platforms, end() calls write().
  let isEnding = false;
  const add = ([chunk, encoding]: unknown[]): void => {
    if (typeof chunk === "string") {
      const format = typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8";
      start().sending(Buffer.from(chunk, format));
    } else if (chunk instanceof Uint8Array) start().sending(chunk);
  };
  request.write = (...values: unknown[]) => {
    if (!isEnding) add(values);
    return Reflect.apply(write, request, values);
  };
  request.end = (...values: unknown[]) => {
    if (!isEnding) {
      add(values);
      start().sent();
    }
    isEnding = true;
    return Reflect.apply(end, request, values);
  };
}

function observeResponse(incoming: IncomingMessage, exchange: ObservedExchange): void {
  const { statusCode: status = 0, rawHeaders } = incoming;
  const fields = rawHeaders.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ""]] : [],
  );
  exchange.responding({ status, fields });
  const { push } = incoming;
  // Node adds what has arrived with this method, and at the end `null`.
  incoming.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (chunk instanceof Uint8Array) exchange.receiving(chunk);
    else if (chunk === null && incoming.complete) exchange.received();
    return Reflect.apply(push, incoming, [chunk, encoding]);
  };
}

function fieldsOf(request: ClientRequest): [name: string, value: string][] {
  const headers = Object.entries(request.getHeaders());
  return headers.flatMap(([name, value]) =>
    [value].flat().map((text): [string, string] => [name, String(text)]),
  );
}

/** Agents that have been created for a scheme for which the caller has passed none. */
export class OwnAgents {
  readonly #agents: Agent[] = [];

  create(scheme: "http" | "https"): Agent {
    const { Agent } = process.getBuiltinModule(`node:${scheme}`) as typeof import("node:http");
    const agent = new Agent({ keepAlive: true });
    this.#agents.push(agent);
    return agent;
  }

  destroy(): void {
    for (const agent of this.#agents) agent.destroy();
  }
}
