import { formatTable } from "./harness.ts";

/** A measurement and its limits. */
export interface Figure {
  readonly name: string;
  /** The printed value with its unit. */
  readonly text: string;
  readonly value: number;
  /** Maximum value. A figure without limits is only for comparison. */
  readonly target?: number;
  /** Minimum value. */
  readonly least?: number;
}

/** Prints figures and their limits. Sets the exit code to 1 when a limit is missed. */
export function printFigures(figures: readonly Figure[]): void {
  const rows = figures.map((figure) => [figure.name, figure.text, ...judge(figure)]);
  console.log(formatTable([["", "measured", "target", "result"], ...rows]));
  if (figures.some(isMissed)) process.exitCode = 1;
}

function judge(figure: Figure): [string, string] {
  const { target, least } = figure;
  if (target === undefined && least === undefined) return ["", ""];
  const limit = target === undefined ? `>= ${least}` : `<= ${target}`;
  return [limit, isMissed(figure) ? "MISSED" : "ok"];
}

/** Returns whether a limit is missed. `NaN` misses every limit. */
function isMissed({ value, target = Infinity, least = -Infinity }: Figure): boolean {
  return !(value <= target && value >= least);
}
