import type { ApiName } from "../mock/apis.ts";
import type { SpecOperation } from "../spec/operation.ts";
import type { CheckedExchange } from "./check-exchange.ts";
import { type FindingDetails, FindingGroups, type ProxyFinding } from "./findings.ts";
import type { OperationTraffic, ProxyReport } from "./proxy-report.ts";

/** Options of a traffic log. */
interface TrafficLogOptions {
  readonly api: ApiName;
  readonly upstream: string;
  readonly operations: readonly SpecOperation[];
  readonly onFinding: (finding: ProxyFinding) => void;
}

/** Counts the exchanges of a proxy and collects the findings. */
export class TrafficLog {
  readonly #options: TrafficLogOptions;
  readonly #startedAt = new Date();
  readonly #groups = new FindingGroups();
  readonly #byOperation = new Map<string, Count>();
  readonly #all: Count = { calls: 0, ok: 0 };
  #outside = 0;
  #abandoned = 0;

  constructor(options: TrafficLogOptions) {
    this.#options = options;
  }

  get findings(): ProxyFinding[] {
    return this.#groups.findings;
  }

  /** Counts an exchange and adds its findings. */
  record({ operationId, isOutside, findings }: CheckedExchange): void {
    if (isOutside) this.#outside += 1;
    else {
      const isOk = findings.length === 0;
      count(this.#all, isOk);
      if (operationId !== undefined) count(this.#countOf(operationId), isOk);
    }
    for (const finding of findings) this.add(finding);
  }

  /** Counts an exchange that ended because the client disconnected. */
  abandon(): void {
    this.#abandoned += 1;
  }

  /** Adds a finding. */
  add(finding: FindingDetails): void {
    this.#options.onFinding(this.#groups.add(finding, new Date()));
  }

  report(): ProxyReport {
    const { api, upstream } = this.#options;
    const operations = this.#options.operations.map((operation) => this.#trafficOf(operation));
    const neverCalled = operations.filter(({ calls }) => calls === 0);
    return {
      schemaVersion: 1,
      api,
      upstream,
      startedAt: this.#startedAt.toISOString(),
      reportedAt: new Date().toISOString(),
      totals: {
        ...withRest(this.#all),
        outside: this.#outside,
        abandoned: this.#abandoned,
        occurrences: this.#groups.occurrences,
        notListed: this.#groups.notListed,
        operations: operations.length,
        operationsCalled: operations.length - neverCalled.length,
      },
      operations,
      neverCalled: neverCalled.map(({ operationId }) => operationId),
      findings: this.findings,
    };
  }

  #trafficOf({ id, method, prefix, path }: SpecOperation): OperationTraffic {
    const counted = withRest(this.#countOf(id));
    return { operationId: id, method, path: `${prefix}${path}`, ...counted };
  }

  #countOf(operationId: string): Count {
    const known = this.#byOperation.get(operationId) ?? { calls: 0, ok: 0 };
    this.#byOperation.set(operationId, known);
    return known;
  }
}

interface Count {
  calls: number;
  ok: number;
}

function count(counted: Count, isOk: boolean): void {
  counted.calls += 1;
  if (isOk) counted.ok += 1;
}

function withRest({ calls, ok }: Count): Count & { withFindings: number } {
  return { calls, ok, withFindings: calls - ok };
}
