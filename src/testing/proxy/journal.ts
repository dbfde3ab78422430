import type { ApiName } from "../mock/apis.ts";
import type { SpecOperation } from "../spec/read-spec.ts";
import type { CheckedExchange } from "./check-exchange.ts";
import type { FoundFault, ProxyFinding } from "./findings.ts";
import { FindingGroups } from "./findings.ts";
import type { OperationTraffic, ProxyReport } from "./proxy-report.ts";

interface Count {
  calls: number;
  ok: number;
}

/** What a journal is about. */
export interface JournalSubject {
  readonly api: ApiName;
  readonly upstream: string;
  readonly operations: readonly SpecOperation[];
  readonly onFinding: (finding: ProxyFinding) => void;
}

/** Counts what passes, and keeps what is found. */
export class Journal {
  readonly #subject: JournalSubject;
  readonly #startedAt = new Date();
  readonly #groups = new FindingGroups();
  readonly #byOperation = new Map<string, Count>();
  readonly #all: Count = { calls: 0, ok: 0 };
  #outside = 0;
  #abandoned = 0;

  constructor(subject: JournalSubject) {
    this.#subject = subject;
  }

  get findings(): ProxyFinding[] {
    return this.#groups.findings;
  }

  /** Counts an exchange, and adds what was found in it. */
  record({ operationId, isOutside, faults }: CheckedExchange): void {
    if (isOutside) this.#outside += 1;
    else {
      const isOk = faults.length === 0;
      count(this.#all, isOk);
      if (operationId !== undefined) count(this.#countOf(operationId), isOk);
    }
    for (const fault of faults) this.add(fault);
  }

  /** Counts an exchange that ended because the client left. */
  abandon(): void {
    this.#abandoned += 1;
  }

  /** Adds something that was found, in whatever. */
  add(fault: FoundFault): void {
    this.#subject.onFinding(this.#groups.add(fault, new Date()));
  }

  report(): ProxyReport {
    const { api, upstream } = this.#subject;
    const operations = this.#subject.operations.map((operation) => this.#trafficOf(operation));
    const neverCalled = operations.filter(({ calls }) => calls === 0);
    return {
      schemaVersion: 1,
      ...{ api, upstream },
      startedAt: this.#startedAt.toISOString(),
      reportedAt: new Date().toISOString(),
      totals: {
        ...withRest(this.#all),
        ...{ outside: this.#outside, abandoned: this.#abandoned },
        ...{ occurrences: this.#groups.occurrences, notListed: this.#groups.notListed },
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

function count(counted: Count, isOk: boolean): void {
  counted.calls += 1;
  if (isOk) counted.ok += 1;
}

function withRest({ calls, ok }: Count): Count & { withFindings: number } {
  return { calls, ok, withFindings: calls - ok };
}
