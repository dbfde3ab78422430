import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { peakMemoryMb } from "./peak-memory.js";

/** Cost of one run of a program. */
export interface Cost {
  /** CPU time of the process and its children, in milliseconds. */
  readonly cpuMs: number;
  readonly wallMs: number;
  /** Peak resident memory of the process itself, in mebibytes. */
  readonly peakMb: number;
}

/** A program to measure: a file and its arguments. It runs in tsx in a process of its own. */
export interface Program {
  readonly name: string;
  readonly file: URL;
  readonly args: readonly string[];
}

const marker = "cost:";

/**
 * Runs programs alternately, `rounds` times, and returns the median cost of each.
 *
 * They alternate so that other load on the machine affects all of them equally.
 */
export async function measurePrograms(
  programs: readonly Program[],
  rounds = 5,
): Promise<Map<string, Cost>> {
  const costs = new Map<string, Cost[]>(programs.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const program of programs) costs.get(program.name)?.push(await runProgram(program));
  }
  return new Map([...costs].map(([name, all]) => [name, medianCost(all)]));
}

/** Reports the cost of the current process to {@link measurePrograms}. A measured program calls it last. */
export function reportCost(): void {
  const { user, system } = process.cpuUsage();
  const cost: Cost = {
    cpuMs: (user + system) / 1000 + childrenCpuMs(),
    wallMs: performance.now(),
    peakMb: peakMemoryMb(),
  };
  console.log(`${marker}${JSON.stringify(cost)}`);
}

/** Returns the median. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = low] = sorted.slice(Math.ceil(sorted.length / 2) - 1, middle + 1);
  return (low + high) / 2;
}

/** Formats rows as a table. The first row is the header. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd();
  const [header = [], ...body] = rows;
  return [
    line(header),
    widths.map((width) => "-".repeat(width)).join("  "),
    ...body.map(line),
  ].join("\n");
}

async function runProgram({ name, file, args }: Program): Promise<Cost> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", fileURLToPath(file), ...args],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  const report = stdout.split("\n").find((line) => line.startsWith(marker));
  if (report === undefined) throw new Error(`Cannot measure ${name}: no cost reported`);
  return JSON.parse(report.slice(marker.length));
}

/** Returns the median of each field. */
export function medianCost(costs: readonly Cost[]): Cost {
  return {
    cpuMs: median(costs.map(({ cpuMs }) => cpuMs)),
    wallMs: median(costs.map(({ wallMs }) => wallMs)),
    peakMb: median(costs.map(({ peakMb }) => peakMb)),
  };
}

/** Returns the CPU time of child processes that have exited, which only Linux reports. */
function childrenCpuMs(): number {
  const ticksPerSecond = 100;
  try {
    // The second field, a name in parentheses, may contain spaces.
    const fields = readFileSync("/proc/self/stat", "utf8").replace(/^.*\)/s, "").trim().split(" ");
    return ((Number(fields[13]) + Number(fields[14])) / ticksPerSecond) * 1000;
  } catch {
    return 0;
  }
}
