import type { Violation } from "../recorded-request.ts";

/**
 * What a finding is about:
 *
 * - `request`, `answer`: it breaks the spec
 * - `route`: the spec has no such path or method
 * - `upstream`: it cannot be reached, or broke off
 * - `unchecked`: it passed, but could not be compared with the spec
 * - `internal`: the comparison itself failed, which is a fault of the proxy; the traffic passed
 */
export type FindingKind = "request" | "answer" | "route" | "upstream" | "unchecked" | "internal";

/** Something that was found once, by a proxy. */
export interface FoundFault {
  readonly kind: FindingKind;
  /** The spec's name of the operation, where there is one. */
  readonly operationId: string | undefined;
  /** `undefined` when no request could be read. */
  readonly method: string | undefined;
  /** Without query. */
  readonly path: string | undefined;
  /** Status of the answer; `undefined` when there was none. */
  readonly status: number | undefined;
  /** What is wrong, at least one. */
  readonly violations: readonly Violation[];
}

/** Something that breaks the spec, seen once or more. Signatures and other secrets are left out. */
export interface ProxyFinding extends FoundFault {
  /** How often; of other paths of the same operation, too. */
  readonly count: number;
  /** ISO 8601, UTC. */
  readonly firstAt: string;
  /** ISO 8601, UTC. */
  readonly lastAt: string;
}
