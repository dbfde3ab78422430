import { Presets, SingleBar } from "cli-progress";
import type { RecordedRequest } from "flip-pili/testing";

/** A condition that must hold after the tour. */
export interface Check {
  readonly claim: string;
  readonly holds: boolean;
}

const count = new Intl.NumberFormat("en");

/** Prints a heading. */
export function printSection(title: string): void {
  console.log(`\n${title}`);
}

/** Prints rows of values in columns. */
export function printList(rows: readonly (readonly unknown[])[]): void {
  const texts = rows.map((row) => row.map((value) => (value === undefined ? "" : String(value))));
  for (const line of alignColumns(texts)) console.log(`  ${line}`);
}

/** Prints an object, one line for each field that has a value. */
export function printFields(fields: object): void {
  printList(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Prints a table of requests. */
export function printRequests(requests: readonly RecordedRequest[]): void {
  const heading = ["METHOD", "PATH", "OPERATION", "BYTES", "STATUS", "SIGNATURE"];
  const rows = requests.map(({ method, path, operationId, bodySize, status, signature }) => [
    method,
    path,
    operationId,
    count.format(bodySize),
    status,
    signature,
  ]);
  printList([heading, ...rows]);
}

/** Checks that there are requests and that all of them had a valid signature. */
export function isSigned(requests: readonly RecordedRequest[], target: string = ""): Check {
  return {
    claim: `All ${requests.length} requests${target} had a valid signature`,
    holds: requests.length > 0 && requests.every(({ signature }) => signature === "valid"),
  };
}

/** Checks that no request violated the spec. */
export function hasNoFindings(requests: readonly RecordedRequest[]): Check {
  return {
    claim: "All requests conformed to the spec",
    holds: requests.every(({ findings }) => findings.length === 0),
  };
}

/** Prints the results of checks, and returns whether all passed. */
export function printChecks(checks: readonly Check[]): boolean {
  for (const { claim, holds } of checks) console.log(`  ${holds ? "✓" : "✗"} ${claim}`);
  const failed = checks.filter(({ holds }) => !holds);
  if (failed.length > 0) {
    console.error(`\nThe demo failed: ${failed.map(({ claim }) => claim).join("; ")}`);
  }
  return failed.length === 0;
}

/** Formats a size: `378,259 bytes`. */
export function formatBytes(bytes: number): string {
  return `${count.format(bytes)} bytes`;
}

/** Pads each cell to the width of its column. Numeric columns are right-aligned. */
function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? ""));
  const padded = columns.map(padColumn);
  return rows.map((_, row) =>
    padded
      .map((cells) => cells[row])
      .join("  ")
      .trimEnd(),
  );
}

function padColumn(cells: readonly string[]): string[] {
  const width = Math.max(...cells.map(({ length }) => length));
  const [, ...values] = cells;
  const isNumeric = values.length > 0 && values.every((value) => /^[\d,]+$/.test(value));
  return cells.map((cell) => (isNumeric ? cell.padStart(width) : cell.padEnd(width)));
}

/** Display of upload progress: a bar on a terminal, one line elsewhere. */
interface Progress {
  update(progress: { sent: number; total: number }): void;
  end(): void;
}

/** Creates a progress display. It prints nothing before the first update. */
export function createProgress(): Progress {
  let sent = 0;
  const format = "  {bar} {percentage} %  {size}";
  const bar = new SingleBar({ format, hideCursor: true, barsize: 40 }, Presets.shades_classic);
  return {
    update(progress) {
      if (!bar.isActive) bar.start(progress.total, 0, { size: "" });
      sent = progress.sent;
      bar.update(sent, { size: formatBytes(sent) });
    },
    end() {
      bar.stop();
      if (!process.stderr.isTTY) console.log(`  sent ${formatBytes(sent)}`);
    },
  };
}
