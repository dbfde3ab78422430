import { toPrintable } from "../../http/printable.ts";
import type { SpecOperation } from "../spec/operation.ts";
import type {
  ConformanceCheck,
  ConformanceOutcome,
  OperationReport,
  ResponseViolation,
} from "./conformance-report.ts";

/** Name of the check of a valid call. Without this check an operation counts as skipped. */
export const mainCheck = "responds as the spec requires";

/** Maximum number of violations per check. */
const maxViolations = 20;

/** Maximum length of a field name in the location of a violation, in characters. */
const maxNameLength = 200;

interface Entry {
  readonly checks: Map<string, { reason: string | undefined; violations: ResponseViolation[] }>;
  reason: string | undefined;
  durationMs: number;
}

/** Records the checks of all operations, and creates their reports. */
export class CheckLog {
  /** Number of calls without a response since the last response. */
  consecutiveFailures = 0;
  readonly #entries = new Map<string, Entry>();

  /** Records a check. A check that is made several times counts once, and as failed if it failed once. */
  record(operationId: string, name: string, violations: readonly ResponseViolation[]): void {
    const { checks } = this.#entry(operationId);
    const before = checks.get(name)?.violations ?? [];
    const printable = violations.map(toPrintableViolation);
    const added = printable.filter((found) => !before.some((known) => isSame(known, found)));
    const all = [...before, ...added].slice(0, maxViolations);
    checks.set(name, { reason: undefined, violations: all });
  }

  /** Records that a check could not be made, unless it has been made before. */
  skip(operationId: string, name: string, reason: string): void {
    const { checks } = this.#entry(operationId);
    if (!checks.has(name)) checks.set(name, { reason: toPrintable(reason), violations: [] });
  }

  /** Records why an operation was not called. */
  skipAll(operationId: string, reason: string): void {
    this.#entry(operationId).reason ??= toPrintable(reason);
  }

  addTime(operationId: string, durationMs: number): void {
    this.#entry(operationId).durationMs += durationMs;
  }

  report({ id, method, path }: SpecOperation): OperationReport {
    const { checks, reason, durationMs } = this.#entry(id);
    const reported = [...checks].map(([name, check]) => toCheck(name, check));
    const outcome = outcomeOf(reported);
    const skipReason = reason ?? checks.get(mainCheck)?.reason ?? "it was not called";
    return {
      operationId: id,
      method,
      path,
      outcome,
      ...(outcome === "skipped" && { reason: skipReason }),
      durationMs: Math.round(durationMs),
      checks: reported,
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

function toPrintableViolation({
  location,
  message,
  ...rest
}: ResponseViolation): ResponseViolation {
  const names = location.map((name) => toPrintable(name, maxNameLength));
  return { location: names, message: toPrintable(message), ...rest };
}

function toCheck(
  name: string,
  { reason, violations }: { reason: string | undefined; violations: readonly ResponseViolation[] },
): ConformanceCheck {
  if (reason !== undefined) return { name, outcome: "skipped", reason, violations };
  return { name, outcome: violations.length > 0 ? "failed" : "passed", violations };
}

function outcomeOf(checks: readonly ConformanceCheck[]): ConformanceOutcome {
  if (checks.some(({ outcome }) => outcome === "failed")) return "failed";
  return checks.find(({ name }) => name === mainCheck)?.outcome ?? "skipped";
}

function isSame(a: ResponseViolation, b: ResponseViolation): boolean {
  return a.message === b.message && a.location.join("/") === b.location.join("/");
}
