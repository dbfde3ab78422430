import type { ProxyFinding, ProxyReport } from "../../testing/index.ts";

/** What a proxy has seen, for people: a line of sums, and one for each finding. */
export function describeReport({ totals, findings }: ProxyReport): string {
  const { calls, ok, operationsCalled, operations, outside } = totals;
  const others = outside === 0 ? "" : `, ${outside} requests outside the API`;
  const lines = [
    `${calls} calls, ${ok} without finding, ${operationsCalled} of ${operations} operations${others}.`,
    findings.length === 0 ? "Nothing was found." : `${findings.length} different findings:`,
    ...findings.map(describeFinding),
  ];
  return `${lines.join("\n")}\n`;
}

function describeFinding({
  kind,
  operationId,
  method = "",
  path = "a connection",
  status,
  violations,
  count,
}: ProxyFinding): string {
  const place = `${method} ${path} ${status ?? "no answer"} (${operationId ?? "no operation"})`;
  const messages = violations.map(({ message }) => message);
  return `  ${kind}, ${count}x: ${place.trim()}: ${messages.join("; ")}`;
}
