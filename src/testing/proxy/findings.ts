import { toPrintable } from "../../http/printable.ts";
import type { Violation } from "../exchange/violation.ts";

/**
 * Kind of a finding:
 *
 * - `request`, `answer`: the request or the response violates the spec
 * - `route`: the spec has no such path or method
 * - `upstream`: the upstream cannot be reached or ended the connection early
 * - `unchecked`: the traffic passed, but could not be compared with the spec
 * - `internal`: the traffic passed, but the comparison failed, which is an error of the proxy
 */
export type FindingKind = "request" | "answer" | "route" | "upstream" | "unchecked" | "internal";

/** A single occurrence of a finding. */
export interface FindingDetails {
  readonly kind: FindingKind;
  /** Id of the operation in the spec, if there is one. */
  readonly operationId: string | undefined;
  /** `undefined` when no request could be parsed. */
  readonly method: string | undefined;
  /** Without query. */
  readonly path: string | undefined;
  /** Status of the response; `undefined` without a response. */
  readonly status: number | undefined;
  /** At least one violation. */
  readonly violations: readonly Violation[];
}

/** A violation of the spec, found once or several times. Signatures and other secrets are hidden. */
export interface ProxyFinding extends FindingDetails {
  /** Number of occurrences, those with other paths of the same operation included. */
  readonly count: number;
  /** ISO 8601, UTC. */
  readonly firstAt: string;
  /** ISO 8601, UTC. */
  readonly lastAt: string;
}

/** Maximum number of violations per finding: every item of a list may have the same ones. */
const maxViolations = 20;
/** Maximum number of findings: the number of unknown paths is unlimited. */
const maxFindings = 1_000;

/** Collects findings and counts equal ones. */
export class FindingGroups {
  readonly #groups = new Map<string, ProxyFinding>();
  #occurrences = 0;
  #notListed = 0;

  get findings(): ProxyFinding[] {
    return [...this.#groups.values()];
  }

  /** Number of all occurrences. */
  get occurrences(): number {
    return this.#occurrences;
  }

  /** Number of occurrences that are not listed, because there are too many findings. */
  get notListed(): number {
    return this.#notListed;
  }

  /** Adds an occurrence and returns the updated finding. */
  add(details: FindingDetails, now: Date): ProxyFinding {
    const at = now.toISOString();
    const clean = cleanFinding(details);
    const key = keyOf(clean);
    const before = this.#groups.get(key);
    const fresh = { ...clean, count: 1, firstAt: at, lastAt: at };
    const finding = before ? { ...before, count: before.count + 1, lastAt: at } : fresh;
    this.#occurrences += 1;
    if (before || this.#groups.size < maxFindings) this.#groups.set(key, finding);
    else this.#notListed += 1;
    return finding;
  }
}

function cleanFinding(finding: FindingDetails): FindingDetails {
  const kinds = new Map(finding.violations.map((violation) => [kindOf(violation), violation]));
  const violations = [...kinds.values()].slice(0, maxViolations);
  const path = finding.path === undefined ? undefined : hideSecrets(finding.path);
  return { ...finding, path, violations: violations.map(cleanViolation) };
}

function cleanViolation({ location, message, ...rest }: Violation): Violation {
  return { location: location.map(hideSecrets), message: hideSecrets(message), ...rest };
}

/** Returns a key that is equal for violations that differ only in the index of a list item. */
function kindOf({ location, message, rule }: Violation): string {
  const path = location.map((step) => (/^\d+$/.test(step) ? "*" : step));
  return JSON.stringify([path, rule, message.replace(/\b\d+\./g, "*.")]);
}

function keyOf({ kind, operationId, method, path, status, violations }: FindingDetails): string {
  return JSON.stringify([kind, operationId ?? path, method, status, violations.map(kindOf)]);
}

const secretPair =
  /((?:signature|access_key|accesskey|secret\w*|api[-_]?key|token|password|authorization)(?:=|%3D|:\s*))[^\s&"',;]+/gi;
const authorization = /\b(Qiniu|Basic|Bearer)\s+[^\s"',;]+/gi;
const maxTextLength = 1_000;

/**
 * Hides secrets in a string, such as a malformed path with `&signature=…`, escapes its control
 * characters and truncates it.
 */
export function hideSecrets(text: string): string {
  const hidden = text
    .slice(0, maxTextLength)
    .replace(authorization, "$1 [hidden]")
    .replace(secretPair, "$1[hidden]");
  return toPrintable(hidden);
}
