import { setImmediate as nextTurn } from "node:timers/promises";
import { withoutOrigin } from "../exchange/received-request.ts";
import type { CheckExchange } from "./check-exchange.ts";
import { type FindingDetails, type FindingKind, hideSecrets } from "./findings.ts";
import type { RequestHead } from "./message-head.ts";
import type { ProxiedExchange } from "./proxied-exchange.ts";
import type { ProxyConnectionListener } from "./proxy-connection.ts";
import type { TrafficLog } from "./traffic-log.ts";

/** Parts of a traffic recorder. */
interface TrafficRecorderParts {
  readonly trafficLog: TrafficLog;
  readonly check: CheckExchange;
  /** Returns the operation id of a request. */
  readonly nameOf: (method: string, path: string) => string | undefined;
  readonly log: (line: string) => void;
}

/** Compares exchanges with the spec after they were passed on, and records the findings. */
export class TrafficRecorder implements ProxyConnectionListener {
  readonly #parts: TrafficRecorderParts;
  readonly #checks = new Set<Promise<void>>();

  constructor(parts: TrafficRecorderParts) {
    this.#parts = parts;
  }

  /** Resolves when all exchanges so far have been compared. */
  async settled(): Promise<void> {
    while (this.#checks.size > 0) await Promise.all(this.#checks);
  }

  finished(exchange: ProxiedExchange): void {
    const checking = this.#compare(exchange).finally(() => this.#checks.delete(checking));
    this.#checks.add(checking);
  }

  broken({ request }: ProxiedExchange, by: "client" | "upstream", reason: string): void {
    if (by === "upstream") {
      this.#note("upstream", reason, request);
      return;
    }
    this.#parts.trafficLog.abandon();
    this.#parts.log(describeExchange(request, "aborted by the client"));
  }

  rejected(request: RequestHead, reason: string, kind: "route" | "upstream", status: number): void {
    this.#note(kind, reason, request, status);
  }

  unreadable(reason: string, request: RequestHead | undefined): void {
    const message = `${reason}: the rest of this connection is not checked`;
    this.#note("unchecked", message, request);
  }

  failed(error: unknown): void {
    this.#note("internal", `Cannot follow the traffic: ${String(error)}`, undefined);
  }

  async #compare(exchange: ProxiedExchange): Promise<void> {
    const { trafficLog, check, log } = this.#parts;
    const { request, response } = exchange;
    // The response is passed on first.
    await nextTurn();
    try {
      const checked = await check(exchange);
      const name = checked.isOutside ? "outside the API" : (checked.operationId ?? "no operation");
      log(describeExchange(request, `${response?.status} (${name})`));
      for (const line of checked.findings.flatMap(describeFinding)) log(line);
      trafficLog.record(checked);
    } catch (error) {
      const message = `The comparison failed: ${String(error)}`;
      this.#note("internal", message, request, response?.status);
    }
  }

  #note(kind: FindingKind, message: string, request?: RequestHead, status?: number): void {
    const { trafficLog, nameOf, log } = this.#parts;
    const { method, target } = request ?? {};
    const path = target === undefined ? undefined : pathOf(target);
    const isRouted = method !== undefined && path !== undefined;
    const operationId = isRouted ? nameOf(method, path) : undefined;
    const violations = [{ location: [locationOf(kind)], message }];
    const finding = { kind, operationId, method, path, status, violations };
    if (request !== undefined) log(describeExchange(request, String(status ?? "no response")));
    for (const line of describeFinding(finding)) log(line);
    if (request === undefined) trafficLog.add(finding);
    else trafficLog.record({ operationId, isOutside: false, findings: [finding] });
  }
}

/** Returns the location of a violation that is not in the content of a request or response. */
function locationOf(kind: FindingKind): string {
  if (kind === "upstream") return "upstream";
  return kind === "internal" ? "proxy" : "connection";
}

/** Returns the log line of an exchange. */
function describeExchange({ method, target }: RequestHead, outcome: string): string {
  return `${method} ${hideSecrets(pathOf(target))} ${outcome}`;
}

/** Returns the log lines of a finding. */
function describeFinding({ kind, violations }: FindingDetails): string[] {
  return violations.map(({ location, message }) =>
    hideSecrets(`  ${kind}: ${location.join(".")}: ${message}`),
  );
}

/** Returns the path of a request target, without the query. */
function pathOf(target: string): string {
  return withoutOrigin(target).replace(/[?#].*$/s, "");
}
