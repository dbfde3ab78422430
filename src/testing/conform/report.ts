import type { Violation } from "../exchange/recorded-request.ts";

/** What came of a check, or of all checks of an operation. */
export type Outcome = "passed" | "failed" | "skipped";

/** In what an answer breaks the spec or what the service documents, and which answer it was. */
export interface AnswerViolation extends Violation {
  /** Method and path of the request, without the query: `GET /v3.0/videos.json`. */
  readonly request: string;
  /** Status of the answer; `undefined` when none arrived. */
  readonly status: number | undefined;
}

/** One thing that was tried of an operation. */
export interface ConformanceCheck {
  /** What should be: `refuses a call without signature`. */
  readonly name: string;
  readonly outcome: Outcome;
  /** Why it was skipped. */
  readonly reason?: string;
  /** What was found, when it failed. */
  readonly violations: readonly AnswerViolation[];
}

/** What came of an operation of the spec. */
export interface OperationReport {
  readonly operationId: string;
  /** In upper case. */
  readonly method: string;
  /** Template without prefix: `/videos/{id}.json`. */
  readonly path: string;
  /** `failed` when a check failed; `skipped` when its plain call was not tried, whatever else was. */
  readonly outcome: Outcome;
  /** Why it was skipped. */
  readonly reason?: string;
  /** Time spent on its calls. */
  readonly durationMs: number;
  readonly checks: readonly ConformanceCheck[];
}

/** Something that was created, and could not be deleted. */
export interface Leftover {
  /** What it is: `profile`, `stream`. */
  readonly kind: string;
  readonly id: string;
  /** Why it is still there. */
  readonly reason: string;
}

/** What {@link checkConformance} found. Plain JSON; it holds no keys and no signatures. */
export interface ConformanceReport {
  readonly api: "flip" | "pili";
  /** Where the service is, without user, password and query. */
  readonly url: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly isReadOnly: boolean;
  /** Whether no operation failed. */
  readonly hasPassed: boolean;
  /** Numbers of operations. */
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** In the order of the spec, unless only some were asked for. */
  readonly operations: readonly OperationReport[];
  readonly leftovers: readonly Leftover[];
}
