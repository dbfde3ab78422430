import type { SpecOperation } from "../spec/read-spec.ts";
import type { AnswerViolation, ConformanceCheck, OperationReport, Outcome } from "./report.ts";

/** The check that every plain call of an operation is. Without it the operation counts as skipped. */
export const plainCall = "answers as the spec says";

/** More would not tell more. */
const mostViolations = 20;

interface Entry {
  readonly checks: Map<string, { reason: string | undefined; violations: AnswerViolation[] }>;
  reason: string | undefined;
  durationMs: number;
}

/** Takes down what is found, check by check, and makes the reports of it. */
export class Journal {
  /** Calls in a row, up to now, that nobody answered. */
  unanswered = 0;
  readonly #entries = new Map<string, Entry>();

  /** Records a check that was made. Made several times, it counts once, and failed if it ever did. */
  record(operationId: string, name: string, violations: readonly AnswerViolation[]): void {
    const { checks } = this.#entry(operationId);
    const before = checks.get(name)?.violations ?? [];
    const fresh = violations.filter((found) => !before.some((known) => isSame(known, found)));
    const all = [...before, ...fresh].slice(0, mostViolations);
    checks.set(name, { reason: undefined, violations: all });
  }

  /** Records a check that could not be made, unless it has been made before. */
  skip(operationId: string, name: string, reason: string): void {
    const { checks } = this.#entry(operationId);
    if (!checks.has(name)) checks.set(name, { reason, violations: [] });
  }

  /** Says why nothing was tried of an operation. */
  skipAll(operationId: string, reason: string): void {
    this.#entry(operationId).reason ??= reason;
  }

  addTime(operationId: string, durationMs: number): void {
    this.#entry(operationId).durationMs += durationMs;
  }

  report({ id, method, path }: SpecOperation): OperationReport {
    const { checks, reason, durationMs } = this.#entry(id);
    const made = [...checks].map(([name, check]) => toCheck(name, check));
    const outcome = judge(made);
    const why = reason ?? checks.get(plainCall)?.reason ?? "nothing of it was tried";
    return {
      ...{ operationId: id, method, path, outcome },
      ...(outcome === "skipped" && { reason: why }),
      ...{ durationMs: Math.round(durationMs), checks: made },
    };
  }

  #entry(operationId: string): Entry {
    const known = this.#entries.get(operationId);
    if (known !== undefined) return known;
    const entry: Entry = { checks: new Map(), reason: undefined, durationMs: 0 };
    this.#entries.set(operationId, entry);
    return entry;
  }
}

function toCheck(
  name: string,
  { reason, violations }: { reason: string | undefined; violations: readonly AnswerViolation[] },
): ConformanceCheck {
  if (reason !== undefined) return { name, outcome: "skipped", reason, violations };
  return { name, outcome: violations.length > 0 ? "failed" : "passed", violations };
}

function judge(checks: readonly ConformanceCheck[]): Outcome {
  if (checks.some(({ outcome }) => outcome === "failed")) return "failed";
  return checks.find(({ name }) => name === plainCall)?.outcome ?? "skipped";
}

function isSame(a: AnswerViolation, b: AnswerViolation): boolean {
  return a.message === b.message && a.location.join("/") === b.location.join("/");
}
