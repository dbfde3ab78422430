import type { ApiName } from "../mock/apis.ts";
import type { ProxyFinding } from "./findings.ts";

/** The calls of an operation. */
export interface OperationTraffic {
  readonly operationId: string;
  /** In upper case. */
  readonly method: string;
  /** Path template with its prefix: `/v3.0/videos/{id}.json`. */
  readonly path: string;
  readonly calls: number;
  /** Calls without any finding. */
  readonly ok: number;
  readonly withFindings: number;
}

/** Totals of all traffic. */
export interface TrafficTotals {
  /** Requests to the API, those to unknown paths included. */
  readonly calls: number;
  /** Calls without any finding. */
  readonly ok: number;
  readonly withFindings: number;
  /** Requests outside the API: uploads and preflights of browsers. */
  readonly outside: number;
  /** Calls that ended because the client disconnected, which is not a finding. */
  readonly abandoned: number;
  /** Number of all occurrences of findings. */
  readonly occurrences: number;
  /** Number of occurrences that are not listed, because there are too many findings. */
  readonly notListed: number;
  readonly operations: number;
  readonly operationsCalled: number;
}

/** Report of a proxy. Plain JSON. Signatures and other secrets are hidden. */
export interface ProxyReport {
  /** Incremented when the format changes incompatibly. */
  readonly schemaVersion: 1;
  readonly api: ApiName;
  /** Origin of the upstream. */
  readonly upstream: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Time at which the report was created. ISO 8601, UTC. */
  readonly reportedAt: string;
  readonly totals: TrafficTotals;
  /** All operations, in the order of the spec. */
  readonly operations: readonly OperationTraffic[];
  /** Ids of the operations that were not called. */
  readonly neverCalled: readonly string[];
  /** Violations of the spec, in the order of first occurrence, equal ones once. */
  readonly findings: readonly ProxyFinding[];
}
