import type { Agent } from "node:http";
import { readConnectionOptions } from "#transport";
import { requireKnownOptions, requireObject } from "../../http/argument-checks.ts";
import { FlipPiliError } from "../../http/errors.ts";
import { isAgent } from "../../http/transport/node-options.ts";
import type {
  AgentOption,
  AgentsByScheme,
  Fetch,
  HttpAgent,
} from "../../http/transport/transport.ts";
import type { ApiName } from "../mock/apis.ts";
import type { CheckExchange } from "./check-exchange.ts";
import { FindingGroups, type ProxyFinding } from "./findings.ts";
import { checkLoaderOf, type SpecFile } from "./load-check.ts";
import { OwnAgents, observeAgent } from "./observed-agent.ts";
import type { EndOfExchange } from "./observed-exchange.ts";
import { observeFetch, type PlatformFetch } from "./observed-fetch.ts";
import type { ProxiedExchange } from "./proxied-exchange.ts";

/** Agents of both schemes, for clients that need one of them. */
export interface DefaultAgents {
  readonly http: Agent;
  readonly https: Agent;
}

/** Options of {@link validateExchanges}. */
export interface ExchangeOptions<Agents extends AgentOption = DefaultAgents> {
  /**
   * Function that sends the requests of {@link ExchangeValidation.fetch}.
   *
   * @default globalThis.fetch
   */
  fetch?: Fetch | undefined;
  /**
   * Agent that sends the requests of {@link ExchangeValidation.agent}: an `Agent` of Node or of a package
   * such as `https-proxy-agent`, `{ http, https }`, or a function that returns the agent for a URL.
   *
   * @default agents that keep connections alive
   */
  agent?: Agents | undefined;
}

/**
 * Compares the requests and responses of a client with the spec, in the process of the client. Pass `fetch`
 * or `agent` of the result to the client. They change nothing that the client sends or receives.
 *
 * A response is compared when the client has read its body, and a request without a response when it
 * has failed. Requests to upload locations are not compared. Signatures must be present, but are not
 * verified.
 *
 * With an OpenAPI document of another API, only the responses are compared, to clients of any kind.
 *
 * @param api - Name of an API, or the file of the document.
 * @throws {InvalidArgumentError} When an argument is invalid.
 * @example
 * await using exchanges = validateExchanges("flip");
 * const tc = new TelestreamCloud({ ...keys, agent: exchanges.agent });
 * await tc.get("/videos.json");
 * await exchanges.assertNoFindings();
 */
export function validateExchanges<Agents extends AgentOption = DefaultAgents>(
  api: ApiName | SpecFile,
  options: ExchangeOptions<Agents> = {},
): ExchangeValidation<Agents> {
  requireKnownOptions(requireObject("options", options), { fetch: true, agent: true });
  const { fetch, agent } = options;
  const load = checkLoaderOf(api);
  readConnectionOptions({ fetch });
  readConnectionOptions({ agent });
  return new ExchangeValidation(load, { fetch, agent });
}

/** A running validation of exchanges. `await using` closes the agents that it has created. */
export class ExchangeValidation<Agents extends AgentOption = DefaultAgents>
  implements AsyncDisposable
{
  /** Function for the option `fetch` of a client. */
  readonly fetch: PlatformFetch;
  /** Agent for the option `agent` of a client, of the form of the agent that was passed. */
  readonly agent: Agents;
  /**
   * Findings so far, equal ones once, always in the same array. A client may receive a response before it
   * has been compared: {@link settled} waits for the comparison.
   */
  readonly findings: readonly ProxyFinding[];
  readonly #checker: ExchangeChecker;
  readonly #ownAgents = new OwnAgents();

  /** @internal */
  constructor(load: () => Promise<CheckExchange>, { fetch, agent }: ExchangeOptions<Agents>) {
    this.#checker = new ExchangeChecker(load());
    this.findings = this.#checker.findings;
    const onEnd: EndOfExchange = (...ended) => this.#checker.check(...ended);
    // Looked up each time, so that a replacement by a test is used.
    const platformFetch: Fetch = (url, init) => globalThis.fetch(url, init);
    this.fetch = observeFetch(fetch ?? platformFetch, onEnd);
    const observe = <Observed extends HttpAgent>(one: Observed) => observeAgent(one, onEnd);
    // The result has the form of the option.
    this.agent = mapAgents(agent, this.#ownAgents, observe) as Agents;
  }

  /** Number of calls of the API that have been compared. */
  get calls(): number {
    return this.#checker.calls;
  }

  /**
   * Waits until all exchanges that have ended so far have been compared.
   *
   * @throws {MissingPackageError} When Prism is not installed.
   * @throws {InvalidArgumentError} When the spec cannot be read.
   */
  settled(): Promise<void> {
    return this.#checker.settled();
  }

  /**
   * Waits like {@link settled}, and requires that there are no findings.
   *
   * @throws {ExchangeFindingsError} When there are findings. Its message lists them.
   * @throws {MissingPackageError} When Prism is not installed.
   */
  async assertNoFindings(): Promise<void> {
    await this.settled();
    if (this.findings.length > 0) throw new ExchangeFindingsError([...this.findings]);
  }

  /** Closes the connections of the agents that were created because none were passed. */
  async close(): Promise<void> {
    this.#ownAgents.destroy();
    await this.settled().catch(() => {});
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** Thrown by {@link ExchangeValidation.assertNoFindings} when exchanges violate the spec. */
export class ExchangeFindingsError extends FlipPiliError {
  override readonly name = "ExchangeFindingsError" as const;
  readonly findings: readonly ProxyFinding[];

  constructor(findings: readonly ProxyFinding[]) {
    const lines = findings.map(formatFinding);
    super(`Requests or responses violate the spec:\n${lines.join("\n")}`);
    this.findings = findings;
  }
}

function formatFinding(finding: ProxyFinding): string {
  const { kind, operationId = "no operation", method, path, status, violations, count } = finding;
  const call = `${method} ${path} ${status ?? "no response"} (${operationId})`;
  const messages = violations.map(({ location, message }) => `${location.join(".")}: ${message}`);
  return `  ${kind}, ${count}x: ${call}: ${messages.join("; ")}`;
}

/** Compares exchanges that have ended, and collects the findings. */
class ExchangeChecker {
  readonly findings: ProxyFinding[] = [];
  calls = 0;
  readonly #groups = new FindingGroups();
  readonly #checks = new Set<Promise<void>>();
  readonly #loading: Promise<CheckExchange>;

  constructor(loading: Promise<CheckExchange>) {
    this.#loading = loading;
    // Reported by settled().
    this.#loading.catch(() => {});
  }

  check(exchange: ProxiedExchange, requestRead: Promise<void>): void {
    const checking = this.#compare(exchange, requestRead).finally(() =>
      this.#checks.delete(checking),
    );
    this.#checks.add(checking);
    checking.catch(() => {});
  }

  async settled(): Promise<void> {
    await this.#loading;
    while (this.#checks.size > 0) await Promise.all(this.#checks);
  }

  async #compare(exchange: ProxiedExchange, requestRead: Promise<void>): Promise<void> {
    const compare = await this.#loading;
    await requestRead;
    const { method, target } = exchange.request;
    try {
      const { isOutside, findings } = await compare(exchange);
      if (!isOutside) this.calls += 1;
      for (const finding of findings) this.#groups.add(finding, new Date());
    } catch (error) {
      const violations = [{ location: ["internal"], message: `The comparison failed: ${error}` }];
      const path = target.replace(/[?#].*$/s, "");
      const unknown = { operationId: undefined, status: exchange.response?.status };
      this.#groups.add({ kind: "internal", method, path, ...unknown, violations }, new Date());
    }
    this.findings.splice(0, this.findings.length, ...this.#groups.findings);
  }
}

/** Replaces the agents of an option. Where there is none, an own one is used. */
function mapAgents(
  option: AgentOption | undefined,
  own: OwnAgents,
  observe: <Observed extends HttpAgent>(agent: Observed) => Observed,
): AgentOption {
  const created = new Map<string, HttpAgent>();
  const defaultOf = (scheme: "http" | "https"): HttpAgent => {
    const agent = created.get(scheme) ?? observe(own.create(scheme));
    created.set(scheme, agent);
    return agent;
  };
  if (typeof option === "function") {
    return (url) => {
      const agent = option(url);
      return agent ? observe(agent) : defaultOf(url.protocol === "https:" ? "https" : "http");
    };
  }
  if (option !== undefined && isAgent(option)) return observe(option);
  const { http, https }: AgentsByScheme = option ?? {};
  return {
    http: http ? observe(http) : defaultOf("http"),
    https: https ? observe(https) : defaultOf("https"),
  };
}
