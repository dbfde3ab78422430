import type { ConformanceReport, Leftover, OperationReport } from "../../testing/index.ts";
import { formatDuration } from "../format-quantity.ts";
import { describeViolation } from "./format-junit.ts";
import { nameFlags } from "./name-flags.ts";

/** What was found, for people: a line for each operation, and below it what failed. */
export function describeResults(report: ConformanceReport): string {
  const { operations, passed, failed, skipped, durationMs, leftovers } = report;
  const width = Math.max(...operations.map(({ operationId }) => operationId.length));
  const lines = [
    ...operations.flatMap((operation) => describeOperation(operation, width)),
    "",
    `${passed} passed, ${failed} failed, ${skipped} skipped in ${formatDuration(durationMs / 1_000)}`,
  ];
  return `${lines.join("\n")}\n${describeLeftovers(leftovers)}`;
}

/** What was created and is still there, each on a line. */
export function describeLeftovers(leftovers: readonly Leftover[]): string {
  return leftovers
    .map(({ kind, id, reason }) => `Not deleted: ${kind} ${id}: ${reason}\n`)
    .join("");
}

function describeOperation(operation: OperationReport, width: number): string[] {
  const { operationId, outcome, method, path, reason, checks } = operation;
  const why = reason === undefined ? "" : `  ${nameFlags(reason)}`;
  const call = `${method.padEnd(6)} ${path}`;
  const failures = checks.filter((check) => check.outcome === "failed");
  return [
    `${outcome.padEnd(7)}  ${operationId.padEnd(width)}  ${call}${why}`,
    ...failures.flatMap(({ name, violations }) => [
      `  ${name}:`,
      ...violations.map((violation) => `    ${describeViolation(violation)}`),
    ]),
  ];
}
