import type { Violation } from "../recorded-request.ts";
import type { FoundFault, ProxyFinding } from "./finding.ts";
import { hideSecrets } from "./hide-secrets.ts";

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
