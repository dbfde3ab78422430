import { setImmediate as nextTurn } from "node:timers/promises";
import type { CheckExchange } from "./check-exchange.ts";
import type { Exchange } from "./exchange.ts";
import { type FindingKind, type FoundFault, hideSecrets } from "./findings.ts";
import type { Journal } from "./journal.ts";
import type { RequestHead } from "./message-head.ts";
import type { TunnelObserver } from "./tunnel.ts";

/** What is done with what passes. */
interface Observation {
  readonly journal: Journal;
  readonly check: CheckExchange;
  /** The spec's name of a request's operation. */
  readonly nameOf: (method: string, path: string) => string | undefined;
  readonly log: (line: string) => void;
}

/** Compares exchanges when they have passed, and writes down what is found. */
export class ProxyObserver implements TunnelObserver {
  readonly #observation: Observation;
  readonly #checks = new Set<Promise<void>>();

  constructor(observation: Observation) {
    this.#observation = observation;
  }

  /** Resolves when all that has passed has been looked at. */
  async settled(): Promise<void> {
    while (this.#checks.size > 0) await Promise.all(this.#checks);
  }

  finished(exchange: Exchange): void {
    const checking = this.#compare(exchange).finally(() => this.#checks.delete(checking));
    this.#checks.add(checking);
  }

  broken({ request }: Exchange, by: "client" | "upstream", reason: string): void {
    if (by === "upstream") {
      this.#note("upstream", reason, request);
      return;
    }
    this.#observation.journal.abandon();
    this.#observation.log(describePassage(request, "given up by the client"));
  }

  refused(request: RequestHead, reason: string, kind: "route" | "upstream", status: number): void {
    this.#note(kind, reason, request, status);
  }

  unreadable(reason: string, request: RequestHead | undefined): void {
    this.#note("unchecked", `${reason}: this connection passes unchecked from here on`, request);
  }

  failed(fault: unknown): void {
    this.#note("internal", `The traffic cannot be followed: ${String(fault)}`, undefined);
  }

  async #compare(exchange: Exchange): Promise<void> {
    const { journal, check, log } = this.#observation;
    const { request, answer } = exchange;
    // The answer goes on its way first.
    await nextTurn();
    try {
      const checked = await check(exchange);
      const name = checked.isOutside ? "not of the API" : (checked.operationId ?? "no operation");
      log(describePassage(request, `${answer?.status} (${name})`));
      for (const line of checked.faults.flatMap(describeFault)) log(line);
      journal.record(checked);
    } catch (fault) {
      this.#note("internal", `The comparison failed: ${String(fault)}`, request, answer?.status);
    }
  }

  #note(kind: FindingKind, message: string, request?: RequestHead, status?: number): void {
    const { journal, nameOf, log } = this.#observation;
    const { method, target } = request ?? {};
    const path = target === undefined ? undefined : pathOf(target);
    const isRouted = method !== undefined && path !== undefined;
    const operationId = isRouted ? nameOf(method, path) : undefined;
    const violations = [{ location: [placeOf(kind)], message }];
    const fault = { kind, operationId, method, path, status, violations };
    if (request !== undefined) log(describePassage(request, String(status ?? "no answer")));
    for (const line of describeFault(fault)) log(line);
    if (request === undefined) journal.add(fault);
    else journal.record({ operationId, isOutside: false, faults: [fault] });
  }
}

/** Where the fault lies, when it is none of a request's or an answer's content. */
function placeOf(kind: FindingKind): string {
  if (kind === "upstream") return "upstream";
  return kind === "internal" ? "proxy" : "connection";
}

/** A line of the log: what has passed, and what came of it. */
function describePassage({ method, target }: RequestHead, outcome: string): string {
  return `${method} ${hideSecrets(pathOf(target))} ${outcome}`;
}

/** The lines of the log below it: what was found. */
function describeFault({ kind, violations }: FoundFault): string[] {
  return violations.map(({ location, message }) =>
    hideSecrets(`  ${kind}: ${location.join(".")}: ${message}`),
  );
}

/** The path of a request's target, which may be a whole URL, without query. */
function pathOf(target: string): string {
  return target.replace(/^https?:\/\/[^/?]+/i, "").replace(/[?#].*$/s, "");
}
