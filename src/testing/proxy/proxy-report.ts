import type { ApiName } from "../mock/apis.ts";
import type { ProxyFinding } from "./findings.ts";

/** What passed of an operation. */
export interface OperationTraffic {
  readonly operationId: string;
  /** In upper case. */
  readonly method: string;
  /** Template, as it stands in a target: `/v3.0/videos/{id}.json`. */
  readonly path: string;
  readonly calls: number;
  /** Calls without any finding. */
  readonly ok: number;
  readonly withFindings: number;
}

/** Sums over all traffic. */
export interface TrafficTotals {
  /** Requests that were passed on and belong to the API, or should. */
  readonly calls: number;
  /** Calls without any finding. */
  readonly ok: number;
  readonly withFindings: number;
  /** Requests that are none of the API's business: uploads, preflights of browsers. */
  readonly outside: number;
  /** Calls that ended because the client left, which is no finding. */
  readonly abandoned: number;
  /** How often anything was found. */
  readonly occurrences: number;
  /** How often something was found that is not listed, because there are too many findings. */
  readonly notListed: number;
  readonly operations: number;
  readonly operationsCalled: number;
}

/** What a proxy has seen. Plain JSON. Signatures and other secrets are left out. */
export interface ProxyReport {
  /** Grows when a reader of the report would have to change. */
  readonly schemaVersion: 1;
  readonly api: ApiName;
  /** Origin of the upstream. */
  readonly upstream: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** When the report was made. ISO 8601, UTC. */
  readonly reportedAt: string;
  readonly totals: TrafficTotals;
  /** Every operation of the spec, in its order. */
  readonly operations: readonly OperationTraffic[];
  /** Names of the operations that were not called. */
  readonly neverCalled: readonly string[];
  /** What breaks the spec, in the order of first appearance, equal things once. */
  readonly findings: readonly ProxyFinding[];
}
