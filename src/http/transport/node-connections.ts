import type { Agent, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { isAgent } from "./node-options.ts";
import type { AgentOption, AgentsByScheme, ConnectionOptions, HttpAgent } from "./transport.ts";

/** Maximum time in milliseconds that a connection is idle before it is used again. */
const maxIdleMs = 4_000;
/** Time in milliseconds before the server closes an idle connection, in which it is not used. */
const safetyMs = 1_000;

/** Until when an idle connection may be used again, in the time of `performance.now()`. */
const usableUntil = new WeakMap<Socket, number>();

/** The agents of a transport: those of the caller, or its own, created with the first request. */
export class ConnectionPool {
  readonly #option: AgentOption | undefined;
  readonly #ca: ConnectionOptions["ca"];
  readonly #own = new Map<string, Agent>();
  #cleaning: NodeJS.Timeout | undefined;
  /** Time before which no idle connection becomes stale. */
  #nextStale: number = Number.POSITIVE_INFINITY;

  constructor({ agent, ca }: ConnectionOptions) {
    this.#option = agent;
    this.#ca = ca;
  }

  /** Certificate authorities that are passed with each request: an agent of the caller has others. */
  get requestCa(): ConnectionOptions["ca"] {
    return this.#option === undefined ? undefined : this.#ca;
  }

  /** Returns the agent for a request. Its idle connections can be used. */
  agentFor(server: ServerScheme, url: string): Agent {
    const chosen = chooseAgent(this.#option, server.scheme, url);
    if (chosen !== undefined) return chosen as Agent;
    const own = this.#own.get(server.scheme) ?? this.#create(server);
    if (performance.now() >= this.#nextStale) this.#closeStale();
    this.#cleaning ??= this.#scheduleCleaning();
    return own;
  }

  /** Records when the connection of a complete response becomes stale. */
  markIdle(socket: Socket, response: IncomingMessage): void {
    const until = performance.now() + idleLimit(response);
    usableUntil.set(socket, until);
    if (until < this.#nextStale) this.#nextStale = until;
  }

  #closeStale(): void {
    this.#nextStale = Number.POSITIVE_INFINITY;
    const now = performance.now();
    for (const agent of this.#own.values()) {
      this.#nextStale = Math.min(this.#nextStale, closeStale(agent, now));
    }
  }

  /** Closes the idle connections of an own agent: one of them has turned out to be closed. */
  dropIdle(agent: Agent): void {
    for (const own of this.#own.values())
      if (own === agent) closeStale(own, Number.POSITIVE_INFINITY);
  }

  close(): void {
    clearTimeout(this.#cleaning);
    this.#cleaning = undefined;
    for (const agent of this.#own.values()) agent.destroy();
    this.#own.clear();
  }

  /** Closes idle connections later. A timer for each connection would take longer than a signature. */
  #scheduleCleaning(): NodeJS.Timeout {
    const clean = (): void => {
      this.#closeStale();
      const isIdle = [...this.#own.values()].every(isUnused);
      this.#cleaning = isIdle ? undefined : this.#scheduleCleaning();
    };
    return setTimeout(clean, maxIdleMs).unref();
  }

  #create({ scheme, http }: ServerScheme): Agent {
    // Set by Node 24 and later for NODE_USE_ENV_PROXY=1 and `setGlobalProxyFromEnv()`.
    const { options: globalOptions } = http.globalAgent as { options?: { proxyEnv?: object } };
    const proxyEnv = globalOptions?.proxyEnv;
    const options = {
      keepAlive: true,
      ...(this.#ca !== undefined && { ca: this.#ca }),
      ...(proxyEnv !== undefined && { proxyEnv }),
    };
    const agent = new http.Agent(options);
    this.#own.set(scheme, agent);
    return agent;
  }
}

function isUnused({ sockets, freeSockets }: Agent): boolean {
  return Object.keys(sockets).length === 0 && Object.keys(freeSockets).length === 0;
}

interface ServerScheme {
  readonly scheme: "http" | "https";
  readonly http: typeof import("node:http");
}

function chooseAgent(
  option: AgentOption | undefined,
  scheme: keyof AgentsByScheme,
  url: string,
): HttpAgent | undefined {
  if (option === undefined) return undefined;
  if (typeof option === "function") return option(withoutQuery(url));
  return isAgent(option) ? option : option[scheme];
}

function withoutQuery(url: string): URL {
  const parsed = new URL(url);
  parsed.search = "";
  return parsed;
}

/** Returns how long a connection may be idle, in milliseconds. */
function idleLimit({ headers }: IncomingMessage): number {
  const hint = /\btimeout=(\d+)/i.exec(String(headers["keep-alive"] ?? ""))?.[1];
  return hint === undefined ? maxIdleMs : Math.min(maxIdleMs, Number(hint) * 1000 - safetyMs);
}

/**
 * Closes the connections that are idle for too long: the server may be about to close them, or no longer
 * exist. Timers cannot be relied on, since the process may have been suspended.
 *
 * @returns When the next one becomes stale.
 */
function closeStale(agent: Agent, now: number): number {
  let next = Number.POSITIVE_INFINITY;
  for (const socket of Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? [])) {
    const until = usableUntil.get(socket) ?? Number.POSITIVE_INFINITY;
    if (until <= now) socket.destroy();
    else next = Math.min(next, until);
  }
  return next;
}
