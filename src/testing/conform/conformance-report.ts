import type { Violation } from "../exchange/violation.ts";
import type { ApiName } from "../mock/apis.ts";

/** Outcome of a check, or of all checks of an operation. */
export type ConformanceOutcome = "passed" | "failed" | "skipped";

/** A violation of the spec or of the documentation in a response, and which response it was. */
export interface ResponseViolation extends Violation {
  /** Method and path of the request, without the query: `GET /v3.0/videos.json`. */
  readonly request: string;
  /** Status of the response; `undefined` without a response. */
  readonly status: number | undefined;
}

/** A check of an operation. */
export interface ConformanceCheck {
  /** Expected behavior: `rejects a call without a signature`. */
  readonly name: string;
  readonly outcome: ConformanceOutcome;
  /** Reason why it was skipped. */
  readonly reason?: string;
  /** Violations of a failed check. */
  readonly violations: readonly ResponseViolation[];
}

/** Result of an operation of the spec. */
export interface OperationReport {
  readonly operationId: string;
  /** In upper case. */
  readonly method: string;
  /** Path template without prefix: `/videos/{id}.json`. */
  readonly path: string;
  /** `failed` when a check failed; `skipped` when no valid call was made, despite other checks. */
  readonly outcome: ConformanceOutcome;
  /** Reason why it was skipped. */
  readonly reason?: string;
  /** Total time of its calls. */
  readonly durationMs: number;
  readonly checks: readonly ConformanceCheck[];
}

/** A resource that was created and could not be deleted. */
export interface Leftover {
  /** Kind of the resource: `profile`, `stream`. */
  readonly kind: string;
  readonly id: string;
  /** Reason why it was not deleted. */
  readonly reason: string;
}

/** Report of {@link checkConformance}. Plain JSON without keys and signatures. */
export interface ConformanceReport {
  readonly api: ApiName;
  /** URL of the service, without user, password and query. */
  readonly url: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly isReadOnly: boolean;
  /** Whether no operation failed. */
  readonly hasPassed: boolean;
  /** Number of operations that passed. */
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** In the order of the spec: all operations, or those of the option `only`. */
  readonly operations: readonly OperationReport[];
  readonly leftovers: readonly Leftover[];
}
