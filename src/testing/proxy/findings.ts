import type { Violation } from "../exchange/recorded-request.ts";

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

/** Violations of one answer that are kept: of a list, every item may have the same. */
const mostViolations = 20;
/** Findings that are kept: paths that nobody knows may be without number. */
const mostFindings = 1_000;

/** Gathers what is found, equal things once. */
export class FindingGroups {
  readonly #groups = new Map<string, ProxyFinding>();
  #occurrences = 0;
  #notListed = 0;

  get findings(): ProxyFinding[] {
    return [...this.#groups.values()];
  }

  /** How often anything was found. */
  get occurrences(): number {
    return this.#occurrences;
  }

  /** How much of it is not among the findings, because there are too many. */
  get notListed(): number {
    return this.#notListed;
  }

  /** Adds one, and says what it is now. */
  add(fault: FoundFault, now: Date): ProxyFinding {
    const at = now.toISOString();
    const clean = cleanFault(fault);
    const key = keyOf(clean);
    const before = this.#groups.get(key);
    const fresh = { ...clean, count: 1, firstAt: at, lastAt: at };
    const finding = before ? { ...before, count: before.count + 1, lastAt: at } : fresh;
    this.#occurrences += 1;
    if (before || this.#groups.size < mostFindings) this.#groups.set(key, finding);
    else this.#notListed += 1;
    return finding;
  }
}

function cleanFault(fault: FoundFault): FoundFault {
  const kinds = new Map(fault.violations.map((violation) => [kindOf(violation), violation]));
  const violations = [...kinds.values()].slice(0, mostViolations);
  const path = fault.path === undefined ? undefined : hideSecrets(fault.path);
  return { ...fault, path, violations: violations.map(cleanViolation) };
}

function cleanViolation({ location, message, ...rest }: Violation): Violation {
  return { location: location.map(hideSecrets), message: hideSecrets(message), ...rest };
}

/** What is wrong, with any item of a list. */
function kindOf({ location, message, rule }: Violation): string {
  const place = location.map((step) => (/^\d+$/.test(step) ? "*" : step));
  return JSON.stringify([place, rule, message.replace(/\b\d+\./g, "*.")]);
}

function keyOf({ kind, operationId, method, path, status, violations }: FoundFault): string {
  const place = operationId ?? path;
  return JSON.stringify([kind, place, method, status, violations.map(kindOf)]);
}

const secretPair =
  /((?:signature|access_key|accesskey|secret\w*|token|password|authorization)(?:=|%3D|:\s*))[^\s&"',;]+/gi;
const authorization = /\b(Qiniu|Basic|Bearer)\s+[^\s"',;]+/gi;
const longestText = 1_000;

/** A text without the secrets that a mistake may have put there, such as a path with `&signature=…`. */
export function hideSecrets(text: string): string {
  return text
    .slice(0, longestText)
    .replace(authorization, "$1 [hidden]")
    .replace(secretPair, "$1[hidden]");
}
